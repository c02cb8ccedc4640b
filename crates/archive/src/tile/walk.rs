//! Walking through a whole log: every entry has the hash that the lowest tiles have of it, every tile
//! follows from those below, and all of it from first to last has the root of the checkpoint.

use super::address::{Content, Tile, WIDTH};
use super::bundle;
use super::edge::Edge;
use super::read::{TileError, Tiles, fetch, hashes};
use crate::merkle::{Hash, leaf_hash};

/// Where the hashes of the leaves come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// From the entries, which are hashed.
    Entries,
    /// From the lowest tiles; for those who may not have the entries.
    LowestTiles,
}

/// The first thing that is wrong with a log.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault<E> {
    #[error(transparent)]
    Tile(#[from] TileError<E>),
    #[error("entry {0} does not have the hash that the tiles have of it")]
    OtherEntry(u64),
    #[error("{0} does not follow from the tiles below it")]
    OtherTile(Tile),
    #[error("the tiles have another root than the checkpoint")]
    OtherRoot,
    #[error("the first {0} entries are others than those of the older checkpoint")]
    OtherPast(u64),
    #[error("the log has {size} entries, fewer than the {older} of the older checkpoint")]
    Shrunk { size: u64, older: u64 },
}

/// Walks through the log of `size` entries up to its root, and past the root of an older checkpoint if given.
pub fn walk<T: Tiles>(
    tiles: &mut T,
    leaves: Leaves,
    (size, root): (u64, &Hash),
    older: Option<(u64, &Hash)>,
) -> Result<(), Fault<T::Error>> {
    if let Some((older, _)) = older.filter(|(older, _)| *older > size) {
        return Err(Fault::Shrunk { size, older });
    }
    let mut walk = Walk {
        tiles,
        leaves,
        size,
        edge: Edge::default(),
    };
    if let Some((older, past)) = older {
        walk.go_to(older)?;
        if walk.edge.root() != *past {
            return Err(Fault::OtherPast(older));
        }
    }
    walk.go_to(size)?;
    walk.compare_partial()?;
    if walk.edge.root() == *root {
        Ok(())
    } else {
        Err(Fault::OtherRoot)
    }
}

struct Walk<'a, T> {
    tiles: &'a mut T,
    leaves: Leaves,
    size: u64,
    edge: Edge,
}

impl<T: Tiles> Walk<'_, T> {
    /// Goes on until `end` entries are behind.
    fn go_to(&mut self, end: u64) -> Result<(), Fault<T::Error>> {
        let lowest = Content::Hashes { level: 0 };
        while self.edge.size() < end {
            let start = self.edge.size();
            let Some(tile) = Tile::holding(lowest, start, self.size) else {
                break;
            };
            let row = hashes(self.tiles, &tile)?;
            if self.leaves == Leaves::Entries && start.is_multiple_of(u64::from(WIDTH)) {
                self.compare_entries(&tile, &row)?;
            }
            let before = usize::from(start.to_be_bytes()[7]);
            let within = usize::try_from(end - start).unwrap_or(usize::MAX);
            for leaf in row.into_iter().skip(before).take(within) {
                self.push(leaf)?;
            }
        }
        Ok(())
    }

    fn compare_entries(&mut self, lowest: &Tile, row: &[Hash]) -> Result<(), Fault<T::Error>> {
        let tile = Tile {
            content: Content::Entries,
            ..*lowest
        };
        let bundle = fetch(self.tiles, &tile)?;
        let entries = bundle::entries(&bundle).ok_or(TileError::Malformed(tile))?;
        let pairs = entries.iter().zip(row);
        let wrong = pairs
            .zip(0_u64..)
            .find(|((entry, hash), _)| leaf_hash(entry) != **hash);
        match wrong {
            Some((_, at)) => Err(Fault::OtherEntry(tile.index * u64::from(WIDTH) + at)),
            None => Ok(()),
        }
    }

    /// The lowest tiles are where the leaves came from; those above are compared when they are full.
    fn push(&mut self, leaf: Hash) -> Result<(), Fault<T::Error>> {
        let mut filled = Vec::new();
        self.edge.push(leaf, |tile, row| {
            if tile.content != (Content::Hashes { level: 0 }) {
                filled.push((tile, row.to_vec()));
            }
        });
        for (tile, row) in filled {
            self.compare(&tile, &row)?;
        }
        Ok(())
    }

    fn compare_partial(&mut self) -> Result<(), Fault<T::Error>> {
        let partial = self
            .edge
            .partial()
            .skip_while(|(tile, _)| tile.content == (Content::Hashes { level: 0 }));
        let partial: Vec<(Tile, Vec<Hash>)> =
            partial.map(|(tile, row)| (tile, row.to_vec())).collect();
        for (tile, row) in partial {
            self.compare(&tile, &row)?;
        }
        Ok(())
    }

    fn compare(&mut self, tile: &Tile, row: &[Hash]) -> Result<(), Fault<T::Error>> {
        if hashes(self.tiles, tile)? == row {
            Ok(())
        } else {
            Err(Fault::OtherTile(*tile))
        }
    }
}
