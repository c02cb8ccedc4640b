//! Break-glass access: asking for it, a second person's answer, ending it, and the list.

mod ask;
mod decide;
mod list;

pub use ask::{AskAccess, ask};
pub use decide::{decide, end};
pub use list::{Listed, list, place, waiting_for};
