//! Dossiers: a conversation as one side may see it, in one file that verifies without Dopis.

mod account;
mod gather;
mod make;
mod pack;
mod verify;

pub use account::account;
pub use gather::{Gathered, Opened, Told, gather};
pub use make::{AT_ONCE_FILES_MAX_BYTES, AT_ONCE_MESSAGES_MAX, Drawn, Made, make, run};
pub use verify::verify;
