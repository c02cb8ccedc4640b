//! Every page with made-up data, for tests and for looking at. Nothing here is ever served to anybody.

mod absence;
mod entrance;
mod every;
mod inbox;
mod ingredients;
mod staff;
mod staff_sellers;
mod staff_settings;
mod thread;

use every::{Made, sample};
pub use every::{Sample, pages};
use ingredients::Ingredients;
