//! Writing the files of the log again from the database, which they follow from.

use archive::tile::Growth;
use store::archive_log::{self, Head};
use store::events::{self, Scope};
use store::{Tx, archive_attestations};
use tokio::task::spawn_blocking;

use super::persons::Persons;
use super::sealer::{BATCH_MAX, entries_of, leaves, persons_in};
use super::{SealError, Steps};
use crate::app::App;

/// Writes the files that are missing of what is published; gives its size. Nothing is written unless all of it
/// follows from the events.
pub async fn rebuild(app: &App) -> Result<u64, SealError> {
    let read = app.db.read(async |tx: &Tx| archive_log::any_find(tx).await);
    let Some(head) = read.await? else {
        return Err(SealError::Refused("nothing has been sealed yet".to_owned()));
    };
    grow(app, &head, false).await?;
    let folder = app.archive.folder().clone();
    let prepared = spawn_blocking(move || folder.prepare());
    prepared.await.map_err(SealError::panicked)??;
    let size = grow(app, &head, true).await?;
    put_timestamps(app, &head.origin).await?;
    Ok(size)
}

async fn put_timestamps(app: &App, origin: &str) -> Result<(), SealError> {
    let mut last = 0;
    loop {
        let of = origin.to_owned();
        let next = async move |tx: &Tx| archive_attestations::any_token_after(tx, &of, last).await;
        let Some(next) = app.db.read(next).await? else {
            return Ok(());
        };
        last = next.of.size;
        let folder = app.archive.folder().clone();
        let put = spawn_blocking(move || {
            folder.put_timestamp(next.of.size, &next.of.checkpoint, &next.token)
        });
        put.await.map_err(SealError::panicked)??;
    }
}

/// Goes through all events up to the head.
async fn grow(app: &App, head: &Head, writes: bool) -> Result<u64, SealError> {
    let size = u64::try_from(head.size).unwrap_or_default();
    let (mut growth, mut persons) = (Growth::default(), Persons::default());
    while growth.size() < size {
        let start = growth.size();
        let limit = u32::try_from(size - start).map_or(BATCH_MAX, |left| left.min(BATCH_MAX));
        let after = i64::try_from(start).unwrap_or(i64::MAX) - 1;
        let read = async move |tx: &Tx| events::after(tx, &Scope::Everything, after, limit).await;
        let found = app.db.read(read).await?;
        if found.is_empty() {
            let gone = format!("the event at position {start} is gone");
            return Err(SealError::Refused(gone));
        }
        let leaves = leaves(&found, start)?;
        // Who has none now had one when the entry was made; a new one would be another entry.
        persons.learn(app, persons_in(&leaves)?, false).await?;
        let entries = entries_of(leaves, &persons)?;
        let folder = app.archive.folder().clone();
        let grown = spawn_blocking(move || {
            let appended = growth.append(&entries);
            let batch = appended.map_err(|error| SealError::Refused(error.to_string()))?;
            if writes {
                folder.put_all(&batch.files, &Steps::default())?;
                folder.remove_partials(batch.files.iter().map(|(tile, _)| *tile))?;
            }
            Ok::<_, SealError>(growth)
        });
        growth = grown.await.map_err(SealError::panicked)??;
    }
    if growth.root() == head.root {
        return Ok(size);
    }
    Err(SealError::Refused(
        "the events give another root than the one that was published".to_owned(),
    ))
}
