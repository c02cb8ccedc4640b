//! Fetching a file that is ready. Whoever lost the right to what is in it since it was made gets nothing.

use axum::body::Body;
use rules::access::{Action, Relation, Viewer};
use rules::ids::PreparedFileId;
use serde_json::json;
use store::Tx;
use store::events::Stream;
use store::prepared_files::{self, Content, PreparedFile, Progress, Ready};

use super::asker::asker;
use crate::actions::conversations::save::load;
use crate::actions::conversations::staff_read::{Shown, record_look};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// The bytes, read while they are sent.
#[derive(Debug)]
pub struct Fetched {
    pub file: PreparedFile,
    pub bytes: u64,
    pub body: Body,
}

/// Fetching all that is kept of a buyer is an event; of staff, fetching a dossier is a look.
pub async fn fetch(app: &App, viewer: &Viewer, id: PreparedFileId) -> Result<Fetched, ActionError> {
    let (asks, now) = (viewer.clone(), app.now());
    let recorder = Recorder::new(app, viewer, now);
    let work = async move |tx: &Tx| {
        let found = prepared_files::find_of_asker(tx, &asker(&asks), id, now).await?;
        let relation = match found {
            Some(_) => Relation::Own,
            None => Relation::Foreign,
        };
        check(&asks, Action::FetchPreparedFile, relation)?;
        let file = found.ok_or(ActionError::NotFound)?;
        let ready = ready(&file)?;
        record_fetching(tx, &recorder, &asks, &file).await?;
        Ok::<_, ActionError>((file, ready))
    };
    let (file, ready) = app.db.write(work).await?;
    let body = app
        .storage
        .read_pieces(file.id, ready.object, ready.bytes)
        .await?;
    // A database that was restored from an export has the record and not the bytes.
    let body = body.ok_or_else(|| {
        ActionError::conflict(
            "file_gone",
            "The bytes of this file are not there any more. Ask for it again.",
        )
    })?;
    Ok(Fetched {
        file,
        bytes: ready.bytes,
        body,
    })
}

fn ready(file: &PreparedFile) -> Result<Ready, ActionError> {
    match &file.progress {
        Progress::Ready(ready) => Ok(ready.clone()),
        Progress::Waiting => Err(ActionError::conflict(
            "not_ready_yet",
            "The file is still being made. Ask again in a minute.",
        )),
        Progress::Failed => Err(ActionError::conflict(
            "file_failed",
            "The file could not be made. Ask for it again, and tell the marketplace if it fails again.",
        )),
    }
}

async fn record_fetching(
    tx: &Tx,
    recorder: &Recorder,
    viewer: &Viewer,
    file: &PreparedFile,
) -> Result<(), ActionError> {
    match &file.content {
        Content::BuyerData(buyer) => {
            let action = match viewer {
                Viewer::Buyer(_) => Action::AskOwnData,
                _ => Action::AskBuyerData,
            };
            check(viewer, action, Relation::Own)?;
            let event = recorder.event(
                None,
                Stream::Buyer(buyer.clone()),
                Some(buyer),
                "buyer_data.fetched",
                json!({ "file_id": file.id }),
            )?;
            record(tx, &[event]).await?;
        }
        Content::Dossier(id) => {
            let conversation = load(tx, viewer, *id, Action::ReadConversation).await?;
            if matches!(viewer, Viewer::Staff { .. }) {
                let shown = Shown::messages("dossier", 1, conversation.last_sequence);
                record_look(tx, recorder, viewer, &conversation, shown).await?;
            }
        }
    }
    Ok(())
}
