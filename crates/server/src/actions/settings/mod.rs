//! The marketplace's settings: what is in force, changes with their validity, and the history of them all.

mod change;
mod history;
mod in_force;
mod initial;
mod withdraw;

pub use change::{ChangeSetting, change};
pub use history::{PAGE_MAX, history};
pub use in_force::{Held, at, held, known, revision};
pub use initial::initial;
pub(super) use withdraw::staff_of;
pub use withdraw::withdraw;
