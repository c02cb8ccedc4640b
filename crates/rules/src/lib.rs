//! Every decision of Dopis as pure functions: no I/O, no clock, no randomness, no async.

pub mod deadline;
pub mod time;
