//! What must be kept and what must be erased: legal holds, erasures of buyers, and for how long anything is kept.

mod erasure;
mod hold;
mod retention;

pub use erasure::{
    AskedBy, Cause, Erasure, ErasureDecided, ErasureGround, ErasureOutcome, ErasureRefused,
};
pub use hold::{
    HELD_YEARS_MAX, Hold, HoldRefused, HoldSubject, Lifted, may_lift, parse_end, standing,
};
pub use retention::{
    RETENTION_LEAD_DAYS, RETENTION_MONTHS_MAX, RetentionKind, RetentionPolicy, is_over,
};
