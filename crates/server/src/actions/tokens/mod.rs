//! API tokens: making, listing, revoking.

pub mod list;
pub mod make;
pub mod revoke;
