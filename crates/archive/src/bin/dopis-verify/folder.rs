//! A log in a folder, laid out as its paths are.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use archive::tile::{Content, Tile, Tiles};

/// 256 entries of 65,535 bytes with their lengths: no tile is larger.
const BUNDLE_BYTES_MAX: u64 = 256 * 65_537;
const TILE_BYTES_MAX: u64 = 256 * 32;

#[derive(Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

impl Tiles for Folder {
    type Error = io::Error;

    fn read(&mut self, tile: &Tile) -> Result<Option<Vec<u8>>, io::Error> {
        let file = match File::open(self.0.join(tile.to_string())) {
            Ok(file) => file,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let longest = match tile.content {
            Content::Entries => BUNDLE_BYTES_MAX,
            Content::Hashes { .. } => TILE_BYTES_MAX,
        };
        // One byte more makes a file that is too long malformed, however long it is.
        let mut bytes = Vec::with_capacity(usize::try_from(TILE_BYTES_MAX).unwrap_or_default());
        file.take(longest + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }
}

/// A file where a folder should be leaves the tile absent just as well.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
