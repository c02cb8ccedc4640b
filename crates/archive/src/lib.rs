//! The signed log of Dopis, without any other crate of ours, so that a stranger can verify with it alone.

pub mod canonical;
mod commitment;
pub mod merkle;
mod spelling;
pub mod tile;

pub use commitment::{commitment, hex};
