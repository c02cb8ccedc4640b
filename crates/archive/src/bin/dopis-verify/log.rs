//! `dopis-verify log`: a whole log, and that it only grew.

use std::path::Path;

use archive::policy::{Believed, Policy};
use archive::tile::{Fault, Leaves, TileError, walk};

use crate::arguments::read_file;
use crate::folder::Folder;
use crate::outcome::{Checks, NotChecked};
use crate::timestamps;

pub(crate) fn check(
    folder: &Path,
    policy: &Policy,
    since: Option<&[u8]>,
    with_entries: bool,
) -> Result<Checks, NotChecked> {
    let mut checks = Checks::default();
    let note = read_file(&folder.join("checkpoint"))?;
    let Some(now) = open(&mut checks, policy, &note, "checkpoint") else {
        return Ok(checks);
    };
    let past = match since {
        None => None,
        Some(note) => match open(&mut checks, policy, note, "older checkpoint") {
            None => return Ok(checks),
            past => past,
        },
    };
    let (size, root) = (now.checkpoint.size(), now.checkpoint.root());
    let past = past
        .as_ref()
        .map(|past| (past.checkpoint.size(), past.checkpoint.root()));
    let leaves = match with_entries {
        true => Leaves::Entries,
        false => Leaves::LowestTiles,
    };
    match walk(&mut Folder(folder.to_owned()), leaves, (size, root), past) {
        Ok(()) => {
            match with_entries {
                true => checks.holds("entries: all are there and have the hashes of the tiles"),
                false => checks.tells("entries: not checked, as asked"),
            }
            checks.holds(
                "tiles: each follows from those below it, and all have the root of the checkpoint",
            );
            if let Some((older, _)) = past {
                checks.holds(format_args!(
                    "growth: the first {older} entries are those of the older checkpoint"
                ));
            }
            timestamps::check(&mut checks, folder, policy, size)?;
            Ok(checks)
        }
        Err(Fault::Tile(TileError::Read { tile, source })) => {
            Err(NotChecked(format!("reading {tile}: {source}")))
        }
        Err(fault) => {
            checks.fails(format_args!("log: {fault}"));
            Ok(checks)
        }
    }
}

fn open(checks: &mut Checks, policy: &Policy, note: &[u8], what: &str) -> Option<Believed> {
    match policy.open(note) {
        Ok(believed) => {
            checks.holds(format_args!("{what}: {believed}"));
            Some(believed)
        }
        Err(error) => {
            checks.fails(format_args!("{what}: {error}"));
            None
        }
    }
}
