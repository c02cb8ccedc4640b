//! Signed notes (C2SP signed-note): keys, signatures, and texts that somebody signed.

mod key;
mod signed;
mod signer;

pub use key::{KeyError, Signed, VerifierKey};
pub use signed::{NoteError, SIGNATURES_MAX, Signature, SignedNote};
pub use signer::{SecretError, SigningKey};
