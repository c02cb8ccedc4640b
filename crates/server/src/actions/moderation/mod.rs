//! What is done with messages that lead out of the marketplace: looking them through before they are sent.

mod around;
mod check;
mod record;
mod screen;
pub mod words;

pub use check::{Check, Checked, check};
pub use record::{Found, keep};
pub use screen::{Screened, Writing, screen};
