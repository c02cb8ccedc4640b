//! Timestamps of checkpoints by an authority (RFC 3161): asking for one, and verifying it without a network.

mod asn1;
mod authorities;
mod response;
mod token;

pub use authorities::{Authorities, NoAuthority};
pub use response::{AnswerError, request, token_of};
pub use token::{Judged, Stamped, TOKEN_BYTES_MAX, TimestampError, verify};
