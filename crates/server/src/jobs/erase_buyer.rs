//! Carries out an erasure that was approved: conversation by conversation, then the bytes of the files, then what the
//! database itself may still hold of deleted rows. Run again it finds what is left and no more.

use jiff::Timestamp;
use rules::ids::{BuyerId, ErasureId, JobId};
use rules::keeping::ErasureOutcome;
use serde::{Deserialize, Serialize};
use store::{Tx, attachments, erasing, erasures, prepared_files, retention};

use crate::actions::record::Recorder;
use crate::actions::{keeping, prepared};
use crate::app::App;
use crate::error::ActionError;

pub const KIND: &str = "erase_buyer";

/// Which erasure; nothing of the buyer itself.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    pub erasure: ErasureId,
}

/// Enqueues it in the transaction that approves.
pub async fn enqueue(tx: &Tx, recorder: &Recorder, erasure: ErasureId) -> Result<(), ActionError> {
    let text = serde_json::to_string(&Body { erasure }).map_err(|error| ActionError::Internal {
        operation: "writing the body of a job",
        source: error.into(),
    })?;
    store::jobs::enqueue(tx, recorder.id(JobId)?, KIND, &text, recorder.now).await?;
    Ok(())
}

/// Erases what is left.
pub async fn run(app: &App, body: &Body, now: Timestamp) -> Result<(), ActionError> {
    let recorder = Recorder::of_job(app, KIND, now);
    let id = body.erasure;
    let read = app.db.read(async move |tx: &Tx| {
        let erasure = erasures::any_find(tx, id).await?;
        let erasure = erasure.ok_or(ActionError::NotFound)?;
        let conversations = erasing::conversations(tx, &erasure.buyer).await?;
        let files = erasing::files(tx, &erasure.buyer).await?;
        Ok::<_, ActionError>((erasure, conversations, files))
    });
    let (erasure, conversations, files) = read.await?;
    let approved = erasure
        .decided
        .filter(|decided| decided.outcome == ErasureOutcome::Approved);
    if approved.is_none() {
        return Err(ActionError::conflict(
            "erasure_not_approved",
            "Nobody has approved this erasure.",
        ));
    }
    for place in conversations {
        keeping::erase_conversation(app, &erasure, place, &recorder).await?;
    }
    for file in files {
        app.storage.delete_all(file.id).await?;
        app.db
            .write(async move |tx: &Tx| {
                if file.conversation.is_some() {
                    retention::note_cleared(tx, &file.seller, file.id).await?;
                } else {
                    // What goes with no message has no event, and its record goes with the sweeper: a request may still
                    // write bytes.
                    erasing::empty_file(tx, &file.seller, file.id, now).await?;
                    store::contents::forget_unsent(tx, &file.seller, file.id, file.seen).await?;
                    attachments::give_up(tx, &file.seller, file.id, now).await?;
                }
                Ok::<_, ActionError>(())
            })
            .await?;
    }
    forget_prepared(app, erasure.buyer, now).await?;
    app.db.forget_remains().await?;
    keeping::finish(app, id, &recorder).await
}

/// Files that were made of what is erased go with their bytes, those too that somebody has asked for since.
async fn forget_prepared(app: &App, buyer: BuyerId, now: Timestamp) -> Result<(), ActionError> {
    app.db
        .write(async move |tx: &Tx| {
            Ok::<_, ActionError>(prepared_files::expire_of_buyer(tx, &buyer, now).await?)
        })
        .await?;
    while prepared::sweep(app).await? > 0 {}
    Ok(())
}
