//! Which subtrees a proof consists of, and their hashes out of the full subtrees that somebody keeps.

use super::hash::{Hash, node_hash};

/// The entries from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub start: u64,
    pub end: u64,
}

/// Keeps the hashes of full subtrees.
pub trait Nodes {
    type Error;

    /// The hash over the `2^level` entries from `index * 2^level` on.
    fn node(&mut self, level: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// Asked for a proof of what the tree does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tree of {size} entries has no {wanted}")]
pub struct NotInTree {
    pub wanted: u64,
    pub size: u64,
}

/// The subtrees whose hashes prove that an entry is in a tree, in the order of the proof (RFC 6962 §2.1.1).
pub fn inclusion_spans(index: u64, size: u64) -> Result<Vec<Span>, NotInTree> {
    if index >= size {
        return Err(NotInTree {
            wanted: index,
            size,
        });
    }
    let (mut start, mut end) = (0, size);
    let mut spans = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            spans.push(Span { start: middle, end });
            end = middle;
        } else {
            spans.push(Span { start, end: middle });
            start = middle;
        }
    }
    spans.reverse();
    Ok(spans)
}

/// The subtrees whose hashes prove that a tree grew from an older one, in the order of the proof
/// (RFC 6962 §2.1.2); from a tree without entries every tree grew, without a proof.
pub fn consistency_spans(old: u64, new: u64) -> Result<Vec<Span>, NotInTree> {
    if old > new {
        return Err(NotInTree {
            wanted: old,
            size: new,
        });
    }
    let mut spans = Vec::new();
    if old == 0 {
        return Ok(spans);
    }
    let (mut start, mut end) = (0, new);
    while end != old {
        let middle = start + split(end - start);
        if old <= middle {
            spans.push(Span { start: middle, end });
            end = middle;
        } else {
            spans.push(Span { start, end: middle });
            start = middle;
        }
    }
    // What begins at the first entry is the older tree itself, whose root the verifier has.
    if start != 0 {
        spans.push(Span { start, end });
    }
    spans.reverse();
    Ok(spans)
}

/// The hash over a span of `inclusion_spans` or `consistency_spans`, or over a whole tree (`start` is 0);
/// none over no entries.
pub fn hash_span<N: Nodes>(nodes: &mut N, span: Span) -> Result<Option<Hash>, N::Error> {
    let mut parts = Vec::new();
    let mut start = span.start;
    while start < span.end {
        let level = (span.end - start).ilog2();
        parts.push(nodes.node(level, start >> level)?);
        start += 1 << level;
    }
    let hashed = parts.into_iter().rev();
    Ok(hashed.reduce(|right, left| node_hash(&left, &right)))
}

/// The largest power of two below `count`, which is at least 2.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}
