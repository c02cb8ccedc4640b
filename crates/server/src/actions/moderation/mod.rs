//! What is done with messages that lead out of the marketplace: looking them through before they are sent, holding
//! some of them, and what people decide about them.

mod around;
mod check;
mod decide;
pub mod dispute;
pub mod hold;
pub mod queue;
mod record;
mod release;
pub(in crate::actions) mod review;
mod sample;
mod screen;
pub mod strikes;
pub mod words;

pub(in crate::actions) use around::{Around, Target, beside};
pub use check::{Check, Checked, check};
pub use decide::{Decide, decide};
pub use record::{Found, keep};
pub(in crate::actions) use sample::sample;
pub use screen::{Screened, Writing, screen, words_at};
