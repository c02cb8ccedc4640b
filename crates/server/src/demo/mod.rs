//! The demonstration marketplace of `dopis demo`. It comes in through the actions that everything else uses.

mod absences;
mod canvas;
mod enter;
mod files;
mod instants;
mod label;
mod load;
mod pictures;
mod script;
mod storefront;

pub use enter::{LINKS, People, router};
pub use load::{DemoError, load};
pub use storefront::storefront;
