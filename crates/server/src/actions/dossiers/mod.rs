//! Dossiers: a conversation as one side may see it, in one file that verifies without Dopis.

mod account;
mod gather;
mod make;
mod pack;
mod verify;

pub use gather::{Gathered, Opened, Told};
pub use make::{Drawn, run};
pub use verify::verify;
