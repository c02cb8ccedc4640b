//! The demonstration marketplace of `dopis demo`. It comes in through the actions that everything else uses.

mod absences;
mod enter;
mod instants;
mod load;
mod script;
mod storefront;

pub use enter::{LINKS, People, router};
pub use load::{DemoError, load};
pub use storefront::storefront;
