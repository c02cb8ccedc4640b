//! Logs in a folder and in memory.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::PathBuf;

use archive::tile::{Batch, Tile, Tiles};

use crate::shared_data;

/// The files of a log in memory, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept(pub(crate) BTreeMap<Tile, Vec<u8>>);

impl Kept {
    /// A log of the reference data.
    pub(crate) fn of(folder: &str) -> Kept {
        let root = shared_data::folder().join(folder);
        let mut kept = BTreeMap::new();
        let mut folders = vec![root.join("tile")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path: PathBuf = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                let tile = Tile::from_path(name).unwrap_or_else(|| panic!("{name}"));
                kept.insert(tile, std::fs::read(&path).unwrap());
            }
        }
        Kept(kept)
    }

    pub(crate) fn write(&mut self, batch: &Batch) {
        self.0.extend(batch.files.iter().cloned());
    }
}

impl Tiles for Kept {
    type Error = Infallible;

    fn read(&mut self, tile: &Tile) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.0.get(tile).cloned())
    }
}
