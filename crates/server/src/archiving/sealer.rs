//! One batch after the other: entries, tiles, the head in the database, the checkpoint in the folder.
//! Whoever is overtaken changes nothing that was published; decision 0023 says why.

use std::collections::BTreeSet;

use archive::canonical::Leaf;
use archive::tile::{Batch, Content, Growth};
use jiff::{SignedDuration, Timestamp};
use store::archive_log::{self, Head};
use store::events::{self, Event, Scope};
use store::pseudonyms::Person;
use store::{Tx, leases};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::attested::cosigned;
use super::leaf::{LeafProblem, raw_leaf, with_pseudonyms};
use super::persons::Persons;
use super::{Archive, SealError, Step, Steps, open};
use crate::app::App;

pub(crate) const LEASE: &str = "archive";
const LEASE_LENGTH: SignedDuration = SignedDuration::from_secs(15);
/// Events that are sealed together at most.
pub(super) const BATCH_MAX: u32 = 4_096;

/// How a round ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// Another node holds the lease.
    Elsewhere,
    /// The log has this size now; `full` if more events may wait.
    Batch { size: u64, full: bool },
}

/// The open end of the log, as long as nobody else has begun.
#[derive(Debug)]
pub(super) struct Sealer {
    pub(super) head: Head,
    pub(super) growth: Growth,
    pub(super) persons: Persons,
    /// The folder has the checkpoint of the head.
    pub(super) is_published: bool,
}

/// Seals what waits. After an error the next round begins anew from what is stored.
pub async fn seal_batch(
    app: &App,
    node: Uuid,
    now: Timestamp,
    steps: &Steps,
) -> Result<Sealed, SealError> {
    let mut kept = app.archive.sealer().lock().await;
    // Whatever breaks off, a half-grown end is not gone on from.
    let Some(mut sealer) = begin(app, node, now, kept.take()).await? else {
        return Ok(Sealed::Elsewhere);
    };
    steps.reached_meanwhile(Step::Begun).await?;
    let full = sealer.append(app, steps).await?;
    if !sealer.is_published {
        sealer.publish(app, steps).await?;
    }
    let size = sealer.growth.size();
    *kept = Some(sealer);
    Ok(Sealed::Batch { size, full })
}

/// Takes the lease, and the open end if it is not this node's already; none while another node has the lease.
async fn begin(
    app: &App,
    node: Uuid,
    now: Timestamp,
    kept: Option<Sealer>,
) -> Result<Option<Sealer>, SealError> {
    let archive = &app.archive;
    let expires_at = now.saturating_add(LEASE_LENGTH).unwrap_or(Timestamp::MAX);
    let origin = archive.config().origin.clone();
    let mine = kept.as_ref().map(|sealer| sealer.head.epoch);
    let taken = app.db.write(async move |tx: &Tx| {
        if leases::any_take(tx, LEASE, node, now, expires_at)
            .await?
            .is_none()
        {
            return Ok(None);
        }
        let head = match archive_log::any_find(tx).await? {
            Some(head) if head.origin != origin || Some(head.epoch) == mine => Some(head),
            Some(_) => archive_log::any_take_over(tx, &origin).await?,
            None => {
                let empty = archive::merkle::empty_root();
                archive_log::any_begin(tx, &origin, &empty).await?;
                archive_log::any_take_over(tx, &origin).await?
            }
        };
        Ok::<_, SealError>(head)
    });
    let Some(head) = taken.await? else {
        return Ok(None);
    };
    match kept.filter(|sealer| sealer.head == head) {
        Some(sealer) => Ok(Some(sealer)),
        None => open::open(app, head).await.map(Some),
    }
}

impl Sealer {
    /// Whether there may be more events than were sealed.
    async fn append(&mut self, app: &App, steps: &Steps) -> Result<bool, SealError> {
        let events = self.waiting(app).await?;
        if events.is_empty() {
            return Ok(false);
        }
        let full = events.len() == BATCH_MAX as usize;
        let leaves = leaves(&events, self.growth.size())?;
        self.persons.learn(app, persons_in(&leaves)?, true).await?;
        steps.reached_meanwhile(Step::Named).await?;
        let entries = entries_of(leaves, &self.persons)?;
        let mut growth = std::mem::take(&mut self.growth);
        let (folder, asked) = (app.archive.folder().clone(), steps.clone());
        let written = spawn_blocking(move || {
            let appended = growth.append(&entries);
            let batch = appended.map_err(|error| SealError::Refused(error.to_string()))?;
            let of_entries = |content: Content| content == Content::Entries;
            let bundles = batch
                .files
                .partition_point(|(tile, _)| of_entries(tile.content));
            folder.put_all(&batch.files[..bundles], &asked)?;
            asked.reached(Step::Entries)?;
            folder.put_all(&batch.files[bundles..], &asked)?;
            asked.reached(Step::Tiles)?;
            Ok::<_, SealError>((growth, batch))
        });
        let (growth, batch) = written.await.map_err(SealError::panicked)??;
        self.growth = growth;
        self.advance(app, &batch).await?;
        steps.reached_meanwhile(Step::Advanced).await?;
        self.publish(app, steps).await?;
        let folder = app.archive.folder().clone();
        let tidied = spawn_blocking(move || {
            let tiles = batch.files.iter().map(|(tile, _)| *tile);
            folder.remove_partials(tiles)
        });
        tidied.await.map_err(SealError::panicked)??;
        Ok(full)
    }

    async fn waiting(&self, app: &App) -> Result<Vec<Event>, SealError> {
        let last = self.head.size - 1;
        let read =
            async move |tx: &Tx| events::after(tx, &Scope::Everything, last, BATCH_MAX).await;
        Ok(app.db.read(read).await?)
    }

    /// The batch counts from here on, or not at all.
    pub(super) async fn advance(&mut self, app: &App, batch: &Batch) -> Result<(), SealError> {
        let checkpoint = app.archive.keys()?.sign(batch.size, &batch.root)?;
        let before = self.head.clone();
        let after = Head {
            size: i64::try_from(batch.size).unwrap_or(i64::MAX),
            root: batch.root,
            checkpoint,
            ..before.clone()
        };
        let wanted = after.clone();
        let moved = async move |tx: &Tx| archive_log::any_advance(tx, &before, &wanted).await;
        if !app.db.write(moved).await? {
            return Err(SealError::Overtaken);
        }
        self.head = after;
        self.is_published = false;
        Ok(())
    }

    async fn publish(&mut self, app: &App, steps: &Steps) -> Result<(), SealError> {
        self.is_published = publish(app, steps).await?;
        Ok(())
    }
}

/// Writes the checkpoint that the database has by now, whoever made it, with the signatures of witnesses, unless
/// somebody else is at it; says whether.
pub(super) async fn publish(app: &App, steps: &Steps) -> Result<bool, SealError> {
    let folder = app.archive.folder().clone();
    let locking = folder.clone();
    let locked = spawn_blocking(move || locking.lock());
    let Some(lock) = locked.await.map_err(SealError::panicked)?? else {
        return Ok(false);
    };
    steps.reached_meanwhile(Step::Locked).await?;
    let current = async |tx: &Tx| match archive_log::any_find(tx).await? {
        Some(head) => Ok(Some(cosigned(tx, head).await?)),
        None => Ok::<_, store::DbError>(None),
    };
    let Some(current) = app.db.read(current).await? else {
        return Err(SealError::Overtaken);
    };
    let written = spawn_blocking(move || folder.publish(&lock, &current.checkpoint));
    written.await.map_err(SealError::panicked)??;
    steps.reached_meanwhile(Step::Published).await?;
    Ok(true)
}

/// Leaves with the positions that they have in the log, beginning with this one.
pub(super) fn leaves(events: &[Event], start: u64) -> Result<Vec<(u64, Leaf)>, SealError> {
    let numbered = events.iter().zip(start..);
    let leaves = numbered.map(|(event, position)| {
        if event.position != i64::try_from(position).ok() {
            let gone = format!("the event at position {position} is gone");
            return Err(SealError::Refused(gone));
        }
        let leaf = raw_leaf(event);
        let leaf = leaf.map_err(|source| SealError::Leaf { position, source })?;
        Ok((position, leaf))
    });
    leaves.collect()
}

/// Everybody for whom something has to stand.
pub(super) fn persons_in(leaves: &[(u64, Leaf)]) -> Result<BTreeSet<Person>, SealError> {
    let mut found = BTreeSet::new();
    for (position, leaf) in leaves {
        let mut note = |person| {
            found.insert(person);
            Some(String::new())
        };
        let noted = with_pseudonyms(leaf.clone(), &mut note);
        let position = *position;
        noted.map_err(|source| SealError::Leaf { position, source })?;
    }
    Ok(found)
}

pub(super) fn entries_of(
    leaves: Vec<(u64, Leaf)>,
    persons: &Persons,
) -> Result<Vec<Vec<u8>>, SealError> {
    let entries = leaves.into_iter().map(|(position, leaf)| {
        entry(leaf, persons).map_err(|source| SealError::Leaf { position, source })
    });
    entries.collect()
}

/// The bytes of a leaf, once everybody in it is known.
pub(super) fn entry(leaf: Leaf, persons: &Persons) -> Result<Vec<u8>, LeafProblem> {
    let leaf = with_pseudonyms(leaf, &mut |person| persons.get(&person))?;
    Ok(leaf.to_entry()?)
}

/// Leaves the work to another node at once.
pub async fn give_back(app: &App, node: Uuid, now: Timestamp) -> Result<(), SealError> {
    let given = async move |tx: &Tx| leases::any_give_back(tx, LEASE, node, now).await;
    Ok(app.db.write(given).await?)
}

impl Archive {
    /// What the database says of the log, and since when an event waits to be sealed.
    pub async fn standing(app: &App) -> Result<(Option<Head>, Option<Timestamp>), store::DbError> {
        let read = async move |tx: &Tx| {
            let head = archive_log::any_find(tx).await?;
            let size = head.as_ref().map_or(0, |head| head.size);
            let oldest = archive_log::any_oldest_unsealed(tx, size).await?;
            Ok((head, oldest))
        };
        app.db.read(read).await
    }
}
