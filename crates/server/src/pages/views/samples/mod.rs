//! Every page with made-up data, for tests and for looking at. Nothing here is ever served to anybody.

mod absence;
mod accesses;
mod account;
mod entrance;
mod every;
mod figures;
mod held;
mod inbox;
mod ingredients;
mod keeping;
mod prepared;
mod reviews;
mod seller;
mod staff;
mod staff_rules;
mod staff_sellers;
mod staff_settings;
mod strikes;
mod thread;
mod writing;

use every::{Made, sample};
pub use every::{Sample, pages};
use ingredients::Ingredients;
