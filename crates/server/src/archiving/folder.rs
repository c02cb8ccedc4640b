//! The files of the log. They are written whole, reach the disk before anything builds on them, and are never
//! written over: only `checkpoint` is, by whoever holds its lock.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use archive::tile::{Content, Tile, Tiles};
use tempfile::NamedTempFile;

use super::{SealError, Step, Steps};

/// 256 entries of 65,535 bytes with their lengths: no tile is larger.
const BUNDLE_BYTES_MAX: u64 = 256 * 65_537;
const TILE_BYTES_MAX: u64 = 256 * 32;
const CHECKPOINT_BYTES_MAX: u64 = 64 * 1024;

const CHECKPOINT: &str = "checkpoint";
const LOCK: &str = "checkpoint.lock";
const TIMESTAMPS: &str = "timestamp";
/// Files that are not whole yet.
const UNFINISHED: &str = "unfinished";

/// The folder of a log.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

/// Whoever has it is the only one to write the checkpoint's file. It ends with its process.
#[derive(Debug)]
pub(super) struct PublishingLock(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Folder {
    pub fn new(root: impl Into<PathBuf>) -> Folder {
        Folder { root: root.into() }
    }

    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Makes the folder, and takes away what a sealer left that ended in the midst of a file.
    pub(super) fn prepare(&self) -> Result<(), SealError> {
        let unfinished = self.root.join(UNFINISHED);
        make_folder(&unfinished).map_err(SealError::folder("making the folders"))?;
        let failed = || SealError::folder("deleting unfinished files");
        for left in fs::read_dir(&unfinished).map_err(failed())? {
            match fs::remove_file(left.map_err(failed())?.path()) {
                // Another one that begins at the same time has taken it away.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed.map_err(failed())?,
            }
        }
        Ok(())
    }

    /// Writes these files and returns when they are on the disk.
    pub(super) fn put_all(
        &self,
        files: &[(Tile, Vec<u8>)],
        steps: &Steps,
    ) -> Result<(), SealError> {
        let mut folders = BTreeSet::new();
        for (tile, bytes) in files {
            folders.extend(self.put(&tile.to_string(), bytes)?);
            steps.reached(Step::File)?;
        }
        self.sync_all(folders)
    }

    /// The same of a timestamp, beside the checkpoint that it is of.
    pub(super) fn put_timestamp(
        &self,
        size: i64,
        checkpoint: &str,
        token: &[u8],
    ) -> Result<(), SealError> {
        let at = |name: &str| format!("{TIMESTAMPS}/{size}/{name}");
        let mut folders = BTreeSet::new();
        // Whoever sees the token finds the checkpoint.
        folders.extend(self.put(&at("checkpoint"), checkpoint.as_bytes())?);
        folders.extend(self.put(&at("token"), token)?);
        self.sync_all(folders)
    }

    fn sync_all(&self, folders: BTreeSet<PathBuf>) -> Result<(), SealError> {
        for folder in folders {
            match sync(&folder) {
                // As below: another one has made it needless.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(SealError::Overtaken);
                }
                synced => synced.map_err(SealError::folder("writing a folder to the disk"))?,
            }
        }
        Ok(())
    }

    /// Writes one file unless it is there with these bytes; with other ones it stays, and that is told.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<Option<PathBuf>, SealError> {
        let failed = || SealError::folder(format!("writing {name}"));
        let path = self.root.join(name);
        if self.has(&path, name, bytes)? {
            let file = File::open(&path).map_err(failed())?;
            file.sync_all().map_err(failed())?;
            return Ok(path.parent().map(Path::to_owned));
        }
        let folder = path.parent().unwrap_or(&self.root);
        make_folder(folder).map_err(failed())?;
        let temporary = self.unfinished(bytes).map_err(failed())?;
        // Of two that write it at once the second finds it there.
        match temporary.persist_noclobber(&path) {
            Ok(_) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                self.has(&path, name, bytes)?;
            }
            // Only a sealer that has begun since takes files away that are not whole, or folders of partial ones.
            Err(error) if error.error.kind() == io::ErrorKind::NotFound => {
                return Err(SealError::Overtaken);
            }
            Err(error) => return Err(failed()(error.error)),
        }
        Ok(Some(folder.to_owned()))
    }

    fn has(&self, path: &Path, name: &str, bytes: &[u8]) -> Result<bool, SealError> {
        let found = read_at_most(path, bytes.len() as u64);
        match found.map_err(SealError::folder(format!("reading {name}")))? {
            None => Ok(false),
            Some(found) if found == bytes => Ok(true),
            Some(_) => Err(SealError::Refused(format!(
                "{name} is there with other bytes than the database gives"
            ))),
        }
    }

    /// A whole file without a name, on the disk.
    fn unfinished(&self, bytes: &[u8]) -> io::Result<NamedTempFile> {
        let mut file = NamedTempFile::new_in(self.root.join(UNFINISHED))?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    }

    /// The published checkpoint, if there is one.
    pub fn checkpoint(&self) -> io::Result<Option<Vec<u8>>> {
        read_at_most(&self.root.join(CHECKPOINT), CHECKPOINT_BYTES_MAX)
    }

    /// The lock of the checkpoint's file; none while somebody else has it.
    pub(super) fn lock(&self) -> Result<Option<PublishingLock>, SealError> {
        let failed = || SealError::folder("locking the checkpoint");
        let mut options = File::options();
        let options = options.create(true).truncate(false).write(true);
        let file = options.open(self.root.join(LOCK)).map_err(failed())?;
        match file.try_lock() {
            Ok(()) => Ok(Some(PublishingLock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed()(error)),
        }
    }

    /// Puts this checkpoint in the place of the one before.
    pub(super) fn publish(&self, _lock: &PublishingLock, note: &str) -> Result<(), SealError> {
        let failed = || SealError::folder("writing the checkpoint");
        let file = self.unfinished(note.as_bytes()).map_err(failed())?;
        let path = self.root.join(CHECKPOINT);
        match file.persist(path) {
            Ok(_) => sync(&self.root).map_err(failed()),
            // As above: a sealer that has begun since took it away, and publishes what the database has by now.
            Err(error) if error.error.kind() == io::ErrorKind::NotFound => {
                Err(SealError::Overtaken)
            }
            Err(error) => Err(failed()(error.error)),
        }
    }

    /// Takes the partial files away that these full ones have made needless.
    pub(super) fn remove_partials(
        &self,
        full: impl Iterator<Item = Tile>,
    ) -> Result<(), SealError> {
        for tile in full.filter(Tile::is_full) {
            match fs::remove_dir_all(self.root.join(format!("{tile}.p"))) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(SealError::folder(format!("deleting {tile}.p"))(error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Tiles for Folder {
    type Error = io::Error;

    fn read(&mut self, tile: &Tile) -> io::Result<Option<Vec<u8>>> {
        read_at_most(&self.root.join(tile.to_string()), longest(tile))
    }
}

fn longest(tile: &Tile) -> u64 {
    match tile.content {
        Content::Entries => BUNDLE_BYTES_MAX,
        Content::Hashes { .. } => TILE_BYTES_MAX,
    }
}

/// One byte more than the longest makes a file that is too long malformed, however long it is.
fn read_at_most(path: &Path, longest: u64) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(longest + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Makes a folder and those above it; each is on the disk as soon as it is there.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder
        .parent()
        .filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        make_folder(above)?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made?,
    }
    sync(above.unwrap_or(Path::new(".")))
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
