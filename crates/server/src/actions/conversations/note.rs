//! Writing a private note.

use rules::access::{Action, Viewer};
use rules::ids::{ContentId, ConversationId, NoteId};
use serde_json::json;
use store::Tx;
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
        record(tx, &[event]).await?;
        Ok(note)
    })
    .await
}
