//! What in a message leads out of the marketplace, and why it is thought so; nothing is judged here.

mod detector;
pub mod evaluation;
mod finding;
pub mod lexicon;
mod merge;
mod message;
mod rule_set;
mod scan;
mod tokens;
mod view;

pub use detector::{Detector, VERSION};
pub use finding::{Finding, Kind, Place, Reason, Span};
pub use message::{Author, InImage, Known, Message};
pub use rule_set::RuleSet;
