//! All that is kept of a buyer, in one file: for the buyer, or for staff who answer its request.

mod account;
mod ask;
mod gather;
mod write;

pub use ask::{ask_as_staff, ask_own};
pub use gather::{Cover, Line, Orders};
pub use write::{Drawings, write};
