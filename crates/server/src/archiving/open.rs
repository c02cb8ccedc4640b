//! Beginning where the log ended: database, checkpoint and tiles must agree, or nothing goes on.

use archive::merkle::empty_root;
use archive::policy::Believed;
use archive::tile::{Batch, Content, Growth, OpenError, Tile, TileError, WIDTH, tree_root};
use store::Tx;
use store::archive_log::{self, Head};
use tokio::task::spawn_blocking;

use super::persons::Persons;
use super::sealer::Sealer;
use super::{Folder, Keys, SealError};
use crate::app::App;

/// The open end of the log with this head, its checkpoint signed by the keys of now.
pub(super) async fn open(app: &App, head: Head) -> Result<Sealer, SealError> {
    let (folder, archive) = (app.archive.folder().clone(), app.archive.clone());
    let stored = head.clone();
    let opened = spawn_blocking(move || {
        let keys = archive.keys()?;
        let growth = agree(&folder, &keys, &stored)?;
        let current = keys.sign(growth.size(), &growth.root())?;
        Ok::<_, SealError>((growth, current))
    });
    let opened = opened.await.map_err(SealError::panicked)?;
    let (growth, current) = match opened {
        // What looks wrong may be the work of one that has begun meanwhile.
        Err(refused @ SealError::Refused(_)) if !is_latest(app, &head).await? => {
            tracing::debug!(error = &refused as &dyn std::error::Error, "overtaken");
            return Err(SealError::Overtaken);
        }
        opened => opened?,
    };
    let (size, root) = (growth.size(), growth.root());
    let mut sealer = Sealer {
        growth,
        persons: Persons::default(),
        is_published: false,
        head,
    };
    // There is none yet, or a key has come or gone.
    if sealer.head.checkpoint != current {
        let files = Vec::new();
        sealer.advance(app, &Batch { size, root, files }).await?;
    }
    Ok(sealer)
}

async fn is_latest(app: &App, head: &Head) -> Result<bool, SealError> {
    let read = app.db.read(async |tx: &Tx| archive_log::any_find(tx).await);
    Ok(read.await?.is_some_and(|found| found == *head))
}

fn agree(folder: &Folder, keys: &Keys, head: &Head) -> Result<Growth, SealError> {
    let refused = |why: String| SealError::Refused(why);
    if head.origin != keys.policy().origin() {
        return Err(refused(format!(
            "the database has the log {}, the configuration is of {}",
            head.origin,
            keys.policy().origin()
        )));
    }
    folder.prepare()?;
    let size = u64::try_from(head.size).unwrap_or_default();
    match head.checkpoint.as_str() {
        "" if size == 0 => {}
        note => {
            let believed = believe(keys, note.as_bytes(), "the checkpoint in the database")?;
            if (believed.checkpoint.size(), believed.checkpoint.root()) != (size, &head.root) {
                let why = "the checkpoint in the database is not of the size and root beside it";
                return Err(refused(why.to_owned()));
            }
        }
    }
    compare_published(folder, keys, size)?;
    let opened = match size {
        0 if head.root == empty_root() => Ok(Growth::default()),
        _ => Growth::open(&mut folder.clone(), size, &head.root),
    };
    let growth = opened.map_err(|error| match error {
        OpenError::Tile(TileError::Read { tile, source }) => {
            SealError::folder(format!("reading {tile}"))(source)
        }
        other => SealError::Refused(other.to_string()),
    })?;
    folder.remove_partials(last_full(size).into_iter())?;
    Ok(growth)
}

/// The folder's checkpoint may be behind the database, as after a crash, but never before it or on another path.
fn compare_published(folder: &Folder, keys: &Keys, size: u64) -> Result<(), SealError> {
    let published = folder
        .checkpoint()
        .map_err(SealError::folder("reading the checkpoint"))?;
    let Some(published) = published else {
        return Ok(());
    };
    let published = believe(keys, &published, "the checkpoint in the folder")?.checkpoint;
    if published.size() > size {
        return Err(SealError::Refused(format!(
            "the folder has a checkpoint of {} entries, the database knows of {size}: was it restored from a backup?",
            published.size()
        )));
    }
    let root = tree_root(&mut folder.clone(), published.size());
    match root {
        Ok(root) if root == *published.root() => Ok(()),
        Ok(_) => Err(SealError::Refused(
            "the tiles have another root than the checkpoint in the folder".to_owned(),
        )),
        Err(TileError::Read { tile, source }) => {
            Err(SealError::folder(format!("reading {tile}"))(source))
        }
        Err(error) => Err(SealError::Refused(error.to_string())),
    }
}

fn believe(keys: &Keys, note: &[u8], what: &str) -> Result<Believed, SealError> {
    let opened = keys.policy().open(note);
    opened.map_err(|error| SealError::Refused(format!("{what}: {error}")))
}

/// On each level the last full tile, whose partial ones may have been left by a crash.
fn last_full(size: u64) -> Vec<Tile> {
    let levels = (0..8).map(|level| Content::Hashes { level });
    let full = [Content::Entries].into_iter().chain(levels);
    let full = full.filter_map(|content| {
        let index = (content.count(size) / u64::from(WIDTH)).checked_sub(1)?;
        Some(Tile {
            content,
            index,
            width: WIDTH,
        })
    });
    full.collect()
}
