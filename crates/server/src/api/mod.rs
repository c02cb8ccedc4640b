//! The JSON interface: shapes and thin handlers. What they do is in `actions`.

pub mod absences;
mod archive;
pub mod assignment_rules;
pub mod attachments;
mod codes;
pub mod conversations;
mod described;
mod events;
pub mod figures;
mod health;
mod idempotency;
pub mod import;
pub mod inbox;
mod limits;
pub mod marketplace;
mod me;
pub mod mentions;
mod metrics;
mod nullable;
pub mod people;
pub mod prepared;
pub mod quick_replies;
mod reference;
pub mod staff;
pub mod strikes;
pub mod tokens;
mod version;

pub use self::archive::{get_checkpoint, get_entries, get_tile};
pub use described::document;
pub use events::get_events;
pub use health::{health, ready};
pub use idempotency::{IdempotentRequest, keep};
pub use limits::{Limits, get_limits, limits};
pub use me::get_me;
pub use metrics::get_metrics;
pub use reference::{get_openapi, get_reference};
