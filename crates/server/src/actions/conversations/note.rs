//! Writing a private note.

use rules::access::{Action, Viewer};
use rules::conversation::Conversation;
use rules::ids::{AgentId, ContentId, ConversationId, NoteId};
use rules::mention::mentioned;
use serde_json::json;
use store::Tx;
use store::events::Event;
use store::mentions::{self, Mention};
use store::notes::{self, Note};

use super::save::load;
use super::send::parse_text;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// A note to be written.
#[derive(Debug, Clone)]
pub struct WriteNote {
    pub conversation: ConversationId,
    pub text: String,
    /// The id that the note gets, chosen by the writer: writing again under the same id writes nothing.
    pub note: Option<NoteId>,
}

/// Writes it; the buyer never sees it, and it answers nothing.
pub async fn run(app: &App, viewer: &Viewer, command: WriteNote) -> Result<Note, ActionError> {
    let text = parse_text(&command.text)?;
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, command.conversation, Action::WriteNote).await?;
        let Viewer::Agent { agent, .. } = &viewer else {
            return Err(ActionError::forbidden(
                "not_allowed",
                "Only agents write notes.",
            ));
        };
        let recorder = Recorder::new(&app, &viewer, now);
        let id = match command.note {
            Some(id) => id,
            None => recorder.id(NoteId)?,
        };
        let written = notes::of_conversation(tx, &conversation.seller, conversation.id).await?;
        if let Some(note) = written.into_iter().find(|note| note.id == id) {
            return Ok(note);
        }
        let note = Note {
            id,
            agent: agent.clone(),
            written_at: now,
            text: Some(text.as_str().to_owned()),
        };
        let content = ContentId(note.id.0);
        let (salt, said) = recorder.commit(content, text.as_str())?;
        store::contents::insert(tx, &conversation.seller, content, &salt, text.as_str()).await?;
        notes::insert(tx, &conversation.seller, conversation.id, &note).await?;
        // Without the buyer: the feed of the buyer's events must not tell of notes.
        let event = recorder.private_of_conversation(
            &conversation.seller,
            conversation.id,
            "note.written",
            json!({ "note_id": note.id, "text": said }),
        )?;
        let mut events = vec![event];
        events.extend(mention(tx, &recorder, &conversation, &note).await?);
        record(tx, &events).await?;
        Ok(note)
    })
    .await
}

/// Saves who is named in the note, and gives an event for each. Those who left are no longer told.
async fn mention(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    note: &Note,
) -> Result<Vec<Event>, ActionError> {
    let text = note.text.as_deref().unwrap_or_default();
    if !text.contains('@') {
        return Ok(Vec::new());
    }
    let agents = store::agents::of_seller(tx, &conversation.seller).await?;
    let active = agents.into_iter().filter(|agent| agent.active);
    let active: Vec<AgentId> = active.map(|agent| agent.id).collect();
    let mut events = Vec::new();
    let others = mentioned(text, &active);
    for agent in others.into_iter().filter(|agent| **agent != note.agent) {
        let mention = Mention {
            agent: agent.clone(),
            note: note.id,
            conversation: conversation.id,
            by: note.agent.clone(),
            at: note.written_at,
        };
        mentions::insert(tx, &conversation.seller, &mention).await?;
        events.push(recorder.private_of_conversation(
            &conversation.seller,
            conversation.id,
            "note.mentioned",
            json!({ "note_id": note.id, "agent": agent }),
        )?);
    }
    Ok(events)
}
