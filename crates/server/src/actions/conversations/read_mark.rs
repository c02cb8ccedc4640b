//! How far somebody has read. Staff have none: each of their looks is recorded with its reason.

use rules::access::{Action, Viewer};
use rules::conversation::Conversation;
use rules::ids::ConversationId;
use rules::inbox::{ReadMark, Reader};
use serde_json::json;
use store::Tx;
use store::events::Event;
use store::read_marks;

use super::save::load;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::random::NoRandomness;

/// What has happened to the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    /// The messages up to this one were shown.
    Shown { up_to: u32 },
    /// All of it counts as read without having been shown.
    PutAside,
    /// It is to be read once more; for agents.
    KeptUnread,
}

/// The viewer's own mark; programs and staff have none.
pub async fn find(app: &App, viewer: &Viewer, id: ConversationId) -> Result<ReadMark, ActionError> {
    let viewer = viewer.clone();
    app.db
        .read(async move |tx: &Tx| {
            let conversation = load(tx, &viewer, id, Action::MarkRead).await?;
            let reader = reader_of(&viewer).ok_or_else(no_marks)?;
            Ok(read_marks::find(tx, &conversation.seller, id, reader).await?)
        })
        .await
}

/// Moves the viewer's own mark. Where it stays as it is, nothing is written.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    marking: Marking,
) -> Result<ReadMark, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, id, Action::MarkRead).await?;
        let reader = reader(&viewer, marking)?;
        let seller = &conversation.seller;
        let before = read_marks::find(tx, seller, id, reader).await?;
        let last = conversation.last_sequence;
        let after = match marking {
            Marking::Shown { up_to } => before.shown(up_to.min(last)),
            Marking::PutAside => before.put_aside(last),
            Marking::KeptUnread => before.kept(),
        };
        if after == before {
            return Ok(after);
        }
        read_marks::save(tx, seller, id, reader, after, now).await?;
        let recorder = Recorder::new(&app, &viewer, now);
        let event = event(&recorder, &conversation, reader.0, before, after)?;
        record(tx, &[event]).await?;
        Ok(after)
    })
    .await
}

/// Who reads as the viewer; nobody for programs and staff.
pub fn reader_of(viewer: &Viewer) -> Option<(Reader, &str)> {
    match viewer {
        Viewer::Agent { agent, .. } => Some((Reader::Agent, agent.as_str())),
        Viewer::Buyer(buyer) => Some((Reader::Buyer, buyer.as_str())),
        _ => None,
    }
}

fn reader(viewer: &Viewer, marking: Marking) -> Result<(Reader, &str), ActionError> {
    let reader = reader_of(viewer).ok_or_else(no_marks)?;
    if reader.0 == Reader::Buyer && marking == Marking::KeptUnread {
        return Err(ActionError::invalid(
            "agents_only",
            "Only agents keep a conversation as unread.",
        ));
    }
    Ok(reader)
}

fn no_marks() -> ActionError {
    ActionError::forbidden("not_allowed", "Only agents and buyers have read marks.")
}

/// What an agent has read is its seller's business; what the buyer has read both may know.
fn event(
    recorder: &Recorder,
    conversation: &Conversation,
    reader: Reader,
    before: ReadMark,
    after: ReadMark,
) -> Result<Event, NoRandomness> {
    let (kind, body) = if after.seen_up_to > before.seen_up_to {
        let body = json!({ "from": before.seen_up_to, "up_to": after.seen_up_to });
        ("conversation.read", body)
    } else if after.kept_unread {
        ("conversation.kept_unread", json!({}))
    } else {
        (
            "conversation.put_aside",
            json!({ "up_to": after.read_up_to }),
        )
    };
    let Conversation {
        seller, buyer, id, ..
    } = conversation;
    match reader {
        Reader::Buyer => recorder.of_conversation(seller, buyer, *id, kind, body),
        Reader::Agent => recorder.private_of_conversation(seller, *id, kind, body),
    }
}
