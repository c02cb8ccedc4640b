//! The Merkle tree of RFC 6962 §2.1 over SHA-256: hashes, proofs, and where the hashes of a proof lie.

mod hash;
mod make;
mod verify;

pub use hash::{Hash, empty_root, leaf_hash, node_hash, root_of};
pub use make::{Nodes, NotInTree, Span, consistency_spans, hash_span, inclusion_spans};
pub use verify::{ProofError, verify_consistency, verify_inclusion};
