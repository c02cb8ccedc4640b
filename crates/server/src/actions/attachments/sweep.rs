//! Deletes what was uploaded and never sent, and the bytes of files that are erased, record last: whatever happens in
//! between, the next round finds it.

use jiff::{SignedDuration, Timestamp};
use rules::attachment::UNBOUND_LIVE;
use rules::ids::{AttachmentId, SellerId};
use store::{Tx, attachments, retention};

use crate::app::App;
use crate::error::ActionError;

/// Files of one round at most.
const ROUND_MAX: u32 = 100;
/// After so many failures the storage is not asked any more in this round.
const FAILURES_MAX: usize = 3;
/// How long a file that was given up keeps its record: longer than any request that may still be writing its bytes.
/// Only then are they deleted for good, so that none is left that no record leads to.
const SETTLES: SignedDuration = SignedDuration::from_mins(30);

/// Deletes what is older than files live unsent, what is erased, and pieces that completed files have left behind; says how
/// many.
/// What cannot be deleted holds nothing else up.
pub async fn run(app: &App, now: Timestamp) -> Result<usize, ActionError> {
    let begun_before = earlier(now, UNBOUND_LIVE);
    let given_up_before = earlier(now, SETTLES);
    let (swept, cleared, left) = app
        .db
        .write(async move |tx: &Tx| {
            attachments::any_give_up_old(tx, begun_before, now).await?;
            let swept = attachments::any_swept(tx, given_up_before, ROUND_MAX).await?;
            let cleared = retention::any_cleared(tx, ROUND_MAX).await?;
            let left = attachments::any_with_parts_left(tx, ROUND_MAX).await?;
            Ok::<_, ActionError>((swept, cleared, left))
        })
        .await?;
    let (mut done, mut failed) = (0, Vec::new());
    let swept = swept.into_iter().map(|file| (file, Deleted::Unsent));
    let cleared = cleared.into_iter().map(|file| (file, Deleted::Erased));
    for ((seller, id), file) in swept.chain(cleared) {
        match delete(app, &seller, id, file).await {
            Ok(()) => done += 1,
            Err(error) => {
                put_off(app, seller, id, now).await?;
                failed.push(error);
            }
        }
        if failed.len() == FAILURES_MAX {
            break;
        }
    }
    for (seller, id) in left {
        if failed.len() == FAILURES_MAX {
            break;
        }
        match delete_parts(app, seller, id).await {
            Ok(()) => done += 1,
            Err(error) => failed.push(error),
        }
    }
    // The first one says what is wrong; the others say the same.
    match failed.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(done),
    }
}

fn earlier(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_sub(by).unwrap_or(Timestamp::MIN)
}

/// Whose bytes are deleted.
#[derive(Clone, Copy)]
enum Deleted {
    /// A file that was given up: its record goes too.
    Unsent,
    /// A file that went with a message and is erased: that there was one stays.
    Erased,
}

/// Deletes the bytes of a file, and says so in its record.
async fn delete(
    app: &App,
    seller: &SellerId,
    id: AttachmentId,
    file: Deleted,
) -> Result<(), ActionError> {
    app.storage.delete_all(id).await?;
    let seller = seller.clone();
    app.db
        .write(async move |tx: &Tx| {
            match file {
                Deleted::Unsent => attachments::forget(tx, &seller, id).await?,
                Deleted::Erased => retention::note_cleared(tx, &seller, id).await?,
            }
            Ok(())
        })
        .await
}

async fn put_off(
    app: &App,
    seller: SellerId,
    id: AttachmentId,
    now: Timestamp,
) -> Result<(), ActionError> {
    app.db
        .write(async move |tx: &Tx| Ok(attachments::put_off(tx, &seller, id, now).await?))
        .await
}

/// Deletes the pieces of a file that is complete.
pub(super) async fn delete_parts(
    app: &App,
    seller: SellerId,
    id: AttachmentId,
) -> Result<(), ActionError> {
    app.storage.delete_parts(id).await?;
    app.db
        .write(async move |tx: &Tx| Ok(attachments::forget_parts(tx, &seller, id).await?))
        .await
}
