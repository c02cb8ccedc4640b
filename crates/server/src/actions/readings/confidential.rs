//! Keeping it from the parties for a stated time that staff looked, and telling them once that time is over.

use jiff::Timestamp;
use rules::access::{Action, Relation, Viewer};
use rules::conversation::Conversation;
use rules::ids::{ContentId, EventId};
use rules::looking::{ConfidentialRefused, ReadingKind, may_be_confidential};
use serde_json::{Value, json};
use store::Tx;
use store::confidential::{self, Confidential};
use store::events::{Event, Stream};

use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::conversations::staff_read::LOOK_KIND;
use crate::actions::record::{Recorder, record};
use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Which reading is kept from the parties, until when, and on what ground.
#[derive(Debug, Clone)]
pub struct MakeConfidential {
    pub reading: EventId,
    pub until: Timestamp,
    pub ground: String,
}

/// Marks it, with the looks that it has had. Marking it again states another time.
pub async fn make_confidential(
    app: &App,
    viewer: &Viewer,
    command: MakeConfidential,
) -> Result<(), ActionError> {
    check(viewer, Action::MakeConfidential, Relation::Marketplace)?;
    let ground = parse_reason(&command.ground)?;
    let by = staff_of(viewer)?;
    let now = app.now();
    may_be_confidential(command.until, now).map_err(refused)?;
    let recorder = Recorder::new(app, viewer, now);
    let work = async move |tx: &Tx| {
        let found = confidential::any_find(tx, command.reading).await?;
        let reading = found.ok_or(ActionError::NotFound)?;
        if reading.disclosed_at.is_some() {
            return Err(refused(ConfidentialRefused::Disclosed));
        }
        let (Some(seller), Some(id)) = (&reading.seller, reading.conversation) else {
            return Err(refused(ConfidentialRefused::NobodyIsTold));
        };
        let content = recorder.id(ContentId)?;
        let (salt, said) = recorder.commit(content, ground.as_str())?;
        store::contents::insert_of_marketplace(tx, content, &salt, ground.as_str()).await?;
        let place = (seller, reading.id);
        confidential::mark(tx, place, command.until, (by, content)).await?;
        for event in store::events::of_conversation(tx, seller, id).await? {
            if tells_of(&event, reading.id) {
                confidential::hide(tx, place, event.id).await?;
            }
        }
        let body = json!({ "reason_event": reading.id, "until": command.until, "ground": said });
        let stream = Stream::Staff(reading.staff.to_string());
        let event = recorder.event(None, stream, None, "reading.made_confidential", body)?;
        Ok(record(tx, &[event]).await?)
    };
    app.db.write(work).await
}

/// Whether an event tells of a reading: its reason, its looks, and dossiers that were made under it.
fn tells_of(event: &Event, reading: EventId) -> bool {
    if event.id == reading {
        return true;
    }
    let names_reason = [LOOK_KIND, "dossier.made"].contains(&event.kind.as_str());
    let body = || serde_json::from_str::<Value>(&event.body).unwrap_or_default();
    names_reason && body()["reason_event"] == json!(reading)
}

/// Tells the parties of what was confidential until now; says of how many readings.
pub async fn disclose(app: &App, now: Timestamp, limit: u32) -> Result<usize, ActionError> {
    let due = app
        .db
        .read(async move |tx: &Tx| {
            Ok::<_, ActionError>(confidential::any_to_disclose(tx, now, limit).await?)
        })
        .await?;
    let mut told = 0;
    for reading in due {
        let recorder = Recorder::of_job(app, "disclosing", now);
        let work = async move |tx: &Tx| tell(tx, &recorder, &reading).await;
        told += usize::from(app.db.write(work).await?);
    }
    Ok(told)
}

/// Says whether it was this node that told them.
async fn tell(tx: &Tx, recorder: &Recorder, reading: &Confidential) -> Result<bool, ActionError> {
    let (Some(seller), Some(id)) = (&reading.seller, reading.conversation) else {
        return Ok(false);
    };
    let conversation = store::conversations::find(tx, seller, id).await?;
    let Some(conversation) = conversation else {
        return Ok(false);
    };
    if !confidential::disclose(tx, (seller, reading.id), recorder.now).await? {
        return Ok(false);
    }
    let event = disclosed(recorder, reading, &conversation)?;
    record(tx, &[event]).await?;
    Ok(true)
}

/// The buyer is told nothing of strikes.
fn disclosed(
    recorder: &Recorder,
    reading: &Confidential,
    conversation: &Conversation,
) -> Result<Event, ActionError> {
    let body = json!({
        "reason_event": reading.id,
        "looks": reading.looks,
        "last_look_at": reading.last_look_at,
    });
    let (seller, id, kind) = (
        &conversation.seller,
        conversation.id,
        "staff_read.disclosed",
    );
    Ok(match reading.kind {
        ReadingKind::Strike => recorder.private_of_conversation(seller, id, kind, body)?,
        _ => recorder.of_conversation(seller, &conversation.buyer, id, kind, body)?,
    })
}

fn refused(refused: ConfidentialRefused) -> ActionError {
    let detail = format!("This cannot be done: {refused}.");
    match refused {
        ConfidentialRefused::Past | ConfidentialRefused::TooLong => {
            ActionError::invalid(refused.code(), detail)
        }
        _ => ActionError::conflict(refused.code(), detail),
    }
}
