//! Planned absences: announcing, changing, deciding, taking back, and who is told of them.

mod announce;
mod change;
mod decide;
mod list;
mod save;
mod told;
mod withdraw;

pub use announce::{AnnounceAbsence, announce};
pub use change::{ChangeAbsence, change};
pub use decide::{DecideAbsence, decide};
pub use list::{Listed, decided_lately, of_seller, one, people, waiting};
pub use told::{Away, away};
pub use withdraw::withdraw;
