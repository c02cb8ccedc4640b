//! What must be kept and what must be erased: legal holds, and erasures of buyers from the request to the last byte.

mod carry_out;
mod decide;
mod holds;
mod list;
mod refuse;
mod request;
mod texts;

pub use carry_out::{ERASED, conversation as erase_conversation, finish, forget_person};
pub use decide::{DecideErasure, decide};
pub use holds::{SetHold, lift, set};
pub use list::{
    ErasureListed, HoldListed, Words, erasure, erasures, holds, place_of_erasure, place_of_hold,
};
pub use refuse::refuse_erased;
pub use request::{RequestErasure, request};
