//! Names and contents of tiles and bundles, and walking through a log whose files hold anything.
#![no_main]

use archive::tile::{
    Content, Leaves, Tile, Tiles, entries, put_entry, read_entry, tree_root, walk,
};
use libfuzzer_sys::fuzz_target;
use std::convert::Infallible;

/// Answers every question with the same bytes, cut to a length that fits or not.
struct Anything<'a>(&'a [u8]);

impl Tiles for Anything<'_> {
    type Error = Infallible;

    fn read(&mut self, tile: &Tile) -> Result<Option<Vec<u8>>, Infallible> {
        let whole = usize::from(tile.width) * 32;
        Ok(match (tile.content, self.0.first()) {
            (Content::Hashes { .. }, Some(first)) if first % 5 != 0 => Some(vec![*first; whole]),
            (_, Some(first)) if first % 7 == 0 => None,
            _ => Some(self.0.to_vec()),
        })
    }
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(path) = str::from_utf8(bytes)
        && let Some(tile) = Tile::from_path(path)
    {
        assert_eq!(tile.to_string(), path);
    }
    if let Some(list) = entries(bytes) {
        let mut written = Vec::new();
        for entry in list {
            put_entry(&mut written, entry).expect("it was read from two bytes of length");
        }
        assert_eq!(written, bytes);
    }
    let Some((head, rest)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let size = u64::from(u16::from_be_bytes(*head));
    let _ = tree_root(&mut Anything(rest), size);
    let _ = read_entry(&mut Anything(rest), size / 2, size);
    for leaves in [Leaves::Entries, Leaves::LowestTiles] {
        let root = [7; 32];
        let _ = walk(
            &mut Anything(rest),
            leaves,
            (size.min(600), &root),
            Some((size / 2, &root)),
        );
    }
});
