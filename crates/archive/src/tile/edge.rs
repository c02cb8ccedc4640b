//! The right edge of a log: the hashes of its partial tiles, which is all that growing needs. The sealer
//! grows a log with it, and a verifier grows the same log again and compares.

use super::address::{Content, Tile, WIDTH};
use super::read::{TileError, Tiles, hashes};
use crate::merkle::{Hash, empty_root, root_of};

/// What is known of a tree of `size` entries without its full tiles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// By level the hashes of the partial tile, at most 255.
    rows: Vec<Vec<Hash>>,
}

impl Edge {
    /// Reads the partial tiles of a log of `size` entries. They are not checked:
    /// compare [`Edge::root`] with a root that is known.
    pub fn read<T: Tiles>(tiles: &mut T, size: u64) -> Result<Edge, TileError<T::Error>> {
        let mut rows = Vec::new();
        for level in 0.. {
            let content = Content::Hashes { level };
            let count = content.count(size);
            if count == 0 {
                break;
            }
            let last = Tile::holding(content, count - 1, size).filter(|tile| !tile.is_full());
            rows.push(
                last.map(|tile| hashes(tiles, &tile))
                    .transpose()?
                    .unwrap_or_default(),
            );
        }
        Ok(Edge { size, rows })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of one leaf; each tile that becomes full by it is shown once.
    pub fn push(&mut self, leaf: Hash, mut filled: impl FnMut(Tile, &[Hash])) {
        let mut hash = leaf;
        for level in 0_u8.. {
            if self.rows.len() == usize::from(level) {
                self.rows.push(Vec::with_capacity(usize::from(WIDTH)));
            }
            let row = &mut self.rows[usize::from(level)];
            row.push(hash);
            if row.len() < usize::from(WIDTH) {
                break;
            }
            let index = self
                .size
                .checked_shr(8 * (u32::from(level) + 1))
                .unwrap_or(0);
            let content = Content::Hashes { level };
            filled(
                Tile {
                    content,
                    index,
                    width: WIDTH,
                },
                row,
            );
            hash = root_of(row).unwrap_or_else(empty_root);
            row.clear();
        }
        self.size += 1;
    }

    /// The root of the tree (RFC 6962 §2.1).
    pub fn root(&self) -> Hash {
        let lower_first = self.rows.iter();
        let root = lower_first.fold(None, |below: Option<Hash>, row| {
            let row: Vec<Hash> = row.iter().copied().chain(below).collect();
            root_of(&row)
        });
        root.unwrap_or_else(empty_root)
    }

    /// The partial tiles with their hashes, the lowest first.
    pub fn partial(&self) -> impl Iterator<Item = (Tile, &[Hash])> {
        let levels = (0_u8..).zip(&self.rows).filter(|(_, row)| !row.is_empty());
        levels.map(|(level, row)| {
            let tile = Tile {
                content: Content::Hashes { level },
                index: self
                    .size
                    .checked_shr(8 * (u32::from(level) + 1))
                    .unwrap_or(0),
                width: u16::try_from(row.len()).unwrap_or(WIDTH),
            };
            (tile, row.as_slice())
        })
    }
}
