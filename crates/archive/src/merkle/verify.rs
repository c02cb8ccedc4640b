//! Checking inclusion and consistency proofs (RFC 9162 §2.1.3.2 and §2.1.4.2, for the trees of RFC 6962).

use super::hash::{Hash, empty_root, node_hash};

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    #[error("the entry {index} lies beyond a tree of {size} entries")]
    BeyondTree { index: u64, size: u64 },
    #[error("a tree of {new} entries cannot have grown from one of {old}")]
    Shrunk { old: u64, new: u64 },
    #[error("the proof has too few or too many hashes")]
    Length,
    #[error("the proof leads to another root")]
    OtherRoot,
    #[error("the proof leads to another root of the older tree")]
    OtherOldRoot,
}

/// That the entry with this leaf hash is the one at `index` of the tree of `size` entries with this root.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::BeyondTree { index, size });
    }
    let (mut node, mut last) = (index, size - 1);
    let mut reached = *leaf;
    for hash in path {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node % 2 == 1 || node == last {
            reached = node_hash(hash, &reached);
            climb_while_even(&mut node, &mut last);
        } else {
            reached = node_hash(&reached, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    same(&reached, root, ProofError::OtherRoot)
}

/// That the tree of `new` entries begins with all entries of the tree of `old` entries.
pub fn verify_consistency(
    (old, old_root): (u64, &Hash),
    (new, new_root): (u64, &Hash),
    path: &[Hash],
) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Shrunk { old, new });
    }
    if old == new || old == 0 {
        let begins_with = if old == 0 { empty_root() } else { *new_root };
        same(old_root, &begins_with, ProofError::OtherOldRoot)?;
        if old == new {
            same(old_root, new_root, ProofError::OtherRoot)?;
        }
        return if path.is_empty() {
            Ok(())
        } else {
            Err(ProofError::Length)
        };
    }
    // A full older tree is a node of the newer one, and its root is left out of the proof.
    let (first, rest) = match (old.is_power_of_two(), path) {
        (true, path) => (*old_root, path),
        (false, [first, rest @ ..]) => (*first, rest),
        (false, []) => return Err(ProofError::Length),
    };
    let (mut node, mut last) = (old - 1, new - 1);
    while node % 2 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old_reached, mut new_reached) = (first, first);
    for hash in rest {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node % 2 == 1 || node == last {
            old_reached = node_hash(hash, &old_reached);
            new_reached = node_hash(hash, &new_reached);
            climb_while_even(&mut node, &mut last);
        } else {
            new_reached = node_hash(&new_reached, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    same(&old_reached, old_root, ProofError::OtherOldRoot)?;
    same(&new_reached, new_root, ProofError::OtherRoot)
}

/// Skips the levels on which a last node without a partner moves up as it is.
fn climb_while_even(node: &mut u64, last: &mut u64) {
    while *node != 0 && node.is_multiple_of(2) {
        *node >>= 1;
        *last >>= 1;
    }
}

fn same(reached: &Hash, root: &Hash, otherwise: ProofError) -> Result<(), ProofError> {
    if reached == root {
        Ok(())
    } else {
        Err(otherwise)
    }
}
