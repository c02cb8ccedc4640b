//! Proofs and entries out of the tiles of a log. Tiles are believed: a proof out of damaged ones does not
//! hold, so verify it against the checkpoint before it leaves the house.

use std::collections::HashMap;

use super::address::{Content, Tile};
use super::bundle;
use super::read::{TileError, Tiles, fetch, hashes};
use crate::merkle::{
    Hash, Nodes, NotInTree, Span, consistency_spans, empty_root, hash_span, inclusion_spans,
    root_of,
};

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    #[error(transparent)]
    NotInTree(#[from] NotInTree),
    #[error(transparent)]
    Tile(#[from] TileError<E>),
}

/// The inclusion proof of the entry `index` in a log of `size` entries.
pub fn prove_inclusion<T: Tiles>(
    tiles: &mut T,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, ProveError<T::Error>> {
    let spans = inclusion_spans(index, size)?;
    Ok(hash_all(tiles, size, spans)?)
}

/// The proof that a log of `new` entries begins with the one of `old`.
pub fn prove_consistency<T: Tiles>(
    tiles: &mut T,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, ProveError<T::Error>> {
    let spans = consistency_spans(old, new)?;
    Ok(hash_all(tiles, new, spans)?)
}

/// The root that a log of `size` or more entries had at `size`.
pub fn tree_root<T: Tiles>(tiles: &mut T, size: u64) -> Result<Hash, TileError<T::Error>> {
    root_at(tiles, size, size)
}

/// The root that a log of `size` entries had at `old` of them, out of its tiles of now: partial ones of then may be gone.
pub fn root_at<T: Tiles>(tiles: &mut T, old: u64, size: u64) -> Result<Hash, TileError<T::Error>> {
    let whole = Span { start: 0, end: old };
    let root = hash_all(tiles, size, vec![whole])?;
    Ok(root.first().copied().unwrap_or_else(empty_root))
}

/// The entry `index` of a log of `size` entries.
pub fn read_entry<T: Tiles>(
    tiles: &mut T,
    index: u64,
    size: u64,
) -> Result<Vec<u8>, ProveError<T::Error>> {
    let tile = Tile::holding(Content::Entries, index, size);
    let tile = tile.ok_or(NotInTree {
        wanted: index,
        size,
    })?;
    let bundle = fetch(tiles, &tile)?;
    let entries = bundle::entries(&bundle);
    let place = usize::from(index.to_be_bytes()[7]);
    let entry = entries.as_ref().and_then(|entries| entries.get(place));
    Ok(entry.ok_or(TileError::Malformed(tile))?.to_vec())
}

fn hash_all<T: Tiles>(
    tiles: &mut T,
    size: u64,
    spans: Vec<Span>,
) -> Result<Vec<Hash>, TileError<T::Error>> {
    let read = HashMap::new();
    let mut nodes = TileNodes { tiles, size, read };
    let mut proof = Vec::with_capacity(spans.len());
    for span in spans {
        proof.extend(hash_span(&mut nodes, span)?);
    }
    Ok(proof)
}

/// The full subtrees of a log of `size` entries; each tile is read once.
struct TileNodes<'a, T> {
    tiles: &'a mut T,
    size: u64,
    read: HashMap<Tile, Vec<Hash>>,
}

impl<T: Tiles> Nodes for TileNodes<'_, T> {
    type Error = TileError<T::Error>;

    fn node(&mut self, level: u32, index: u64) -> Result<Hash, Self::Error> {
        // Eight levels of the tree lie in one of tiles; 64 levels in eight.
        let content = Content::Hashes {
            level: u8::try_from(level / 8).unwrap_or(u8::MAX),
        };
        let count = 1_usize << (level % 8);
        let first = index << (level % 8);
        let absent = Tile {
            content,
            index,
            width: 0,
        };
        let tile = Tile::holding(content, first, self.size).ok_or(TileError::Missing(absent))?;
        if !self.read.contains_key(&tile) {
            self.read.insert(tile, hashes(self.tiles, &tile)?);
        }
        let start = usize::from(first.to_be_bytes()[7]);
        let row = self
            .read
            .get(&tile)
            .and_then(|row| row.get(start..start + count));
        row.and_then(root_of).ok_or(TileError::Malformed(tile))
    }
}
