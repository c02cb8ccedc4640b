//! Import: newline-delimited JSON, a record a line, taken in as it arrives. Running it again doubles nothing.

mod batch;
mod conversation;
mod history;
mod line;
mod lines;
mod report;
mod run;

pub use report::{Counts, REFUSED_MAX, Refused, Report};
pub use run::Import;
