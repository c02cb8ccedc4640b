//! The demonstration marketplace of `dopis demo`. It comes in through the actions that everything else uses.

mod enter;
mod instants;
mod load;
mod script;

pub use enter::{People, router};
pub use load::{DemoError, load};
