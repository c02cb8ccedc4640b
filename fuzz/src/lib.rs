//! The whole service in one process, for targets that ask it what its own parsers have to read.

mod requests;
mod world;

pub use requests::{Asked, Service};
pub use world::{SECRET, now};
