//! Getting at tiles, wherever they lie: a folder, a store of objects, a test.

use super::address::{Content, Tile};
use super::bundle;
use crate::merkle::Hash;

/// Reads the files of a log.
pub trait Tiles {
    type Error;

    /// The whole file; none if there is none.
    fn read(&mut self, tile: &Tile) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// Why a tile cannot be had.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError<E> {
    #[error("{0} is missing")]
    Missing(Tile),
    #[error("{0} has not the length or form of a tile of its width")]
    Malformed(Tile),
    #[error("{tile} cannot be read")]
    Read { tile: Tile, source: E },
}

/// The hashes of a tile.
pub(super) fn hashes<T: Tiles>(
    tiles: &mut T,
    tile: &Tile,
) -> Result<Vec<Hash>, TileError<T::Error>> {
    let bytes = fetch(tiles, tile)?;
    let (hashes, _) = bytes.as_chunks::<32>();
    Ok(hashes.to_vec())
}

/// The bytes of a tile; of a partial one that is gone, the beginning of the full one (tlog-tiles § Partial Tiles).
pub(super) fn fetch<T: Tiles>(tiles: &mut T, tile: &Tile) -> Result<Vec<u8>, TileError<T::Error>> {
    let mut read = |which: &Tile| {
        let found = tiles.read(which);
        found.map_err(|source| TileError::Read {
            tile: *which,
            source,
        })
    };
    if let Some(bytes) = read(tile)? {
        let whole = first(tile, &bytes).is_some_and(|first| first.len() == bytes.len());
        return if whole {
            Ok(bytes)
        } else {
            Err(TileError::Malformed(*tile))
        };
    }
    let full = tile.full();
    let instead = if tile.is_full() { None } else { read(&full)? };
    let bytes = instead.ok_or(TileError::Missing(*tile))?;
    let first = first(tile, &bytes).ok_or(TileError::Malformed(full))?;
    Ok(first.to_vec())
}

fn first<'a>(tile: &Tile, bytes: &'a [u8]) -> Option<&'a [u8]> {
    match tile.content {
        Content::Hashes { .. } => bytes.get(..usize::from(tile.width) * size_of::<Hash>()),
        Content::Entries => bundle::first_entries(bytes, tile.width),
    }
}
