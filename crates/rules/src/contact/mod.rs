//! What in a message leads out of the marketplace, and why it is thought so; nothing is judged here.

mod detector;
pub mod evaluation;
mod finding;
pub mod lexicon;
mod merge;
mod message;
mod scan;
mod tokens;
mod view;

pub use detector::{Detector, VERSION};
pub use finding::{Finding, Kind, Place, Reason, Span};
pub use message::{Author, Known, Message};
