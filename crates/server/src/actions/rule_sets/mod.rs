//! Versions of the rules by which messages are looked through: entering them, holding them against messages that were
//! sent, making one the active one, and going back.

mod activate;
mod enter;
mod labelled;
mod part;
mod read;
mod replay;
mod stream;

pub use activate::{Activate, activate, check_active};
pub use enter::{EnterRuleSet, enter};
pub use labelled::{EXPORTED_MAX, Exported, HowGood, JUDGED_MAX, export, how_good};
pub use part::{PART_MESSAGES, Progress, part};
pub use read::{Overview, ReplayRead, RuleSetRead, overview, replay, rule_set};
pub use replay::{StartReplay, start, turn};

use stream::stream;
