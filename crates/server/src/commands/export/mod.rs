//! Everything of an installation as lines of JSON, and back into an empty one.

mod error;
mod files;
mod lines;
mod restore;
mod write;

pub use error::ExportError;
pub use restore::{restore, restore_from};
pub use write::{export, export_to};
