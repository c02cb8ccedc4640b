//! By which rules a seller's work is shared out: the first rule that fits and finds somebody who is there.
//! Nothing here loads agents or assigns; it says who it would be, and by which rule.

mod case;
mod decide;
mod invalid;
mod rule;

pub use case::{Case, Member};
pub use decide::{Decision, decide};
pub use invalid::{InvalidRule, check};
pub use rule::{Conditions, Hours, Outcome, Rule};
