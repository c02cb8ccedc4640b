//! The signed log of Dopis, without any other crate of ours, so that a stranger can verify with it alone.

mod commitment;

pub use commitment::{commitment, hex};
