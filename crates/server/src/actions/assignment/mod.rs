//! Rules that say who is to answer: keeping them, following them, trying them.

mod apply;
mod keep;
mod team;
mod trial;

pub use apply::{Assigned, apply, record_assigned};
pub use keep::{RuleContent, Step, change, create, delete, list, move_by, switch};
pub use trial::{Tried, trial};
