//! What must be kept and what must be erased: legal holds, erasures of buyers from the request to the last byte,
//! and everything whose time is over.

mod carry_out;
mod decide;
mod holds;
mod list;
mod listed;
mod refuse;
mod request;
pub mod retain;
mod texts;

pub use carry_out::{conversation as erase_conversation, finish, forget_person};
pub use decide::{DecideErasure, decide};
pub use holds::{SetHold, lift, set};
pub use list::{
    ErasureListed, HoldListed, Words, erasure, erasures, holds, place_of_erasure, place_of_hold,
};
pub use listed::ERASED;
pub use refuse::refuse_erased;
pub use request::{RequestErasure, request};
