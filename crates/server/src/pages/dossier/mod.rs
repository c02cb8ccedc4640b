//! Dossiers: the form that makes one, and how one looks on paper.

mod kinds;
mod paper;
mod submit;

pub use kinds::kind_key;
pub use paper::{conversation, in_utc, paper};
pub use submit::{file_response, submit};
