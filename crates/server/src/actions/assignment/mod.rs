//! Who is to answer: the rules that say it, and the deputies of those who are away.

mod apply;
mod keep;
mod stand_in;
mod team;
mod trial;

pub use apply::{Assigned, apply, record_assigned};
pub use keep::{RuleContent, Step, change, create, delete, find, list, move_by, switch};
pub use stand_in::hand_over;
pub use trial::{Tried, trial};
