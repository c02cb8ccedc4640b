//! The signed log of Dopis, without any other crate of ours, so that a stranger can verify with it alone.

pub mod canonical;
pub mod checkpoint;
mod commitment;
mod cosignature;
pub mod dossier;
pub mod merkle;
pub mod note;
pub mod policy;
pub mod proof;
pub mod receipt;
pub mod sealed_key;
mod spelling;
pub mod tile;
pub mod timestamp;
pub mod witness;

pub use commitment::{commitment, hex};
