//! Canonical JSON: the one spelling of a value that is hashed, after RFC 8785 (JCS), and leaves in it.
//! Numbers are whole; what JSON leaves open, such as names that occur twice, is refused.

mod leaf;
mod parse;
mod value;
mod write;

pub use leaf::{ENTRY_BYTES_MAX, Leaf, LeafError, Named};
pub use parse::{CanonicalError, DEPTH_MAX, parse};
pub use value::{INTEGER_MAX, NotCanonical, Object, Value};
