//! Growing a log by a batch of entries: which files to write and what the new root is. Writing them, bundles
//! first, tiles then, a checkpoint last, is the caller's part.

use super::address::{Content, Tile};
use super::bundle::{self, EntryTooLong};
use super::edge::Edge;
use super::read::{TileError, Tiles, fetch};
use crate::merkle::{Hash, leaf_hash};

/// The end of a log, ready to grow.
#[derive(Debug, Clone, Default)]
pub struct Growth {
    edge: Edge,
    /// The last bundle if it is partial.
    bundle: Vec<u8>,
}

/// What a batch makes of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub size: u64,
    pub root: Hash,
    /// Bundles and then tiles, to be written in this order before any checkpoint of this size.
    pub files: Vec<(Tile, Vec<u8>)>,
}

/// Why a log cannot be grown from what is stored.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError<E> {
    #[error("the end of the log cannot be had: {0}")]
    Tile(#[from] TileError<E>),
    #[error("the stored tiles have another root than the checkpoint of {size} entries")]
    OtherRoot { size: u64 },
    #[error("an entry in {0} does not have the hash that the tiles have of it")]
    OtherEntry(Tile),
}

impl Growth {
    /// Goes on where a checkpoint ended; refuses if the stored tiles and entries are not those of its root.
    pub fn open<T: Tiles>(
        tiles: &mut T,
        size: u64,
        root: &Hash,
    ) -> Result<Growth, OpenError<T::Error>> {
        let edge = Edge::read(tiles, size)?;
        if edge.root() != *root {
            return Err(OpenError::OtherRoot { size });
        }
        let hashed = edge.partial().next();
        let lowest = hashed.filter(|(tile, _)| tile.content == Content::Hashes { level: 0 });
        let mut bundle = Vec::new();
        if let Some((tile, hashes)) = lowest {
            let tile = Tile {
                content: Content::Entries,
                ..tile
            };
            bundle = fetch(tiles, &tile)?;
            let entries = bundle::entries(&bundle).ok_or(TileError::Malformed(tile))?;
            let mut found = entries.into_iter().map(leaf_hash);
            if !found.by_ref().eq(hashes.iter().copied()) {
                return Err(OpenError::OtherEntry(tile));
            }
        }
        Ok(Growth { edge, bundle })
    }

    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    pub fn root(&self) -> Hash {
        self.edge.root()
    }

    /// Adds entries at the end; with an entry that is too long, nothing is added.
    pub fn append<B: AsRef<[u8]>>(&mut self, entries: &[B]) -> Result<Batch, EntryTooLong> {
        let length = |entry: &B| entry.as_ref().len();
        if let Some(long) = entries
            .iter()
            .map(length)
            .find(|length| *length > usize::from(u16::MAX))
        {
            return Err(EntryTooLong(long));
        }
        let partial_before: Vec<Tile> = self.edge.partial().map(|(tile, _)| tile).collect();
        let (mut bundles, mut tiles) = (Vec::new(), Vec::new());
        for entry in entries {
            bundle::put_entry(&mut self.bundle, entry.as_ref())?;
            self.edge.push(leaf_hash(entry.as_ref()), |tile, row| {
                if tile.content == (Content::Hashes { level: 0 }) {
                    bundles.push((as_bundle(tile), std::mem::take(&mut self.bundle)));
                }
                tiles.push((tile, row.concat()));
            });
        }
        // A partial tile that grew is a file of another name; one that did not is there already.
        let grown = self
            .edge
            .partial()
            .filter(|(tile, _)| !partial_before.contains(tile));
        for (tile, row) in grown {
            if tile.content == (Content::Hashes { level: 0 }) {
                bundles.push((as_bundle(tile), self.bundle.clone()));
            }
            tiles.push((tile, row.concat()));
        }
        bundles.append(&mut tiles);
        Ok(Batch {
            size: self.size(),
            root: self.root(),
            files: bundles,
        })
    }
}

fn as_bundle(tile: Tile) -> Tile {
    Tile {
        content: Content::Entries,
        ..tile
    }
}
