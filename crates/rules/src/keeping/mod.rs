//! What must be kept and what must be erased: legal holds, and erasures of buyers.

mod erasure;
mod hold;

pub use erasure::{
    AskedBy, Cause, Erasure, ErasureDecided, ErasureGround, ErasureOutcome, ErasureRefused,
};
pub use hold::{
    HELD_YEARS_MAX, Hold, HoldRefused, HoldSubject, Lifted, may_lift, parse_end, standing,
};
