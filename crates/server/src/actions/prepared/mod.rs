//! Files that take long to make: asked for, made by a job, and offered for some days to whoever asked and nobody else.

mod asker;
mod fetch;
mod list;
mod make;
mod spool;
mod sweep;
mod wait;

pub use fetch::{Fetched, fetch};
pub use list::{PREPARED_MAX, find, list};
pub use make::{Drawings, run_one};
pub use spool::Spool;
pub use sweep::sweep;
pub use wait::wait_for;
