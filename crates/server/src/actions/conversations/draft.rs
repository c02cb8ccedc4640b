//! What somebody has begun to write in a conversation. A draft is no communication: it makes no event,
//! nobody but its writer sees it, and it ends with the message that is sent.

use rules::access::{Action, Viewer};
use rules::conversation::{Conversation, InvalidText, MessageText};
use rules::ids::{ContentId, ConversationId, DraftId};
use store::drafts::{self, Draft, Writer};
use store::{DbError, Tx};

use super::save::load;
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::actor;

/// A text to be kept; an empty one deletes the draft.
#[derive(Debug, Clone)]
pub struct KeepDraft {
    pub conversation: ConversationId,
    pub text: String,
    /// The version that was changed; 0 where there was none. Without it the last one to write wins.
    pub version: Option<i64>,
}

/// The viewer's own draft.
pub async fn find(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
) -> Result<Option<Draft>, ActionError> {
    let viewer = viewer.clone();
    app.db
        .read(async move |tx: &Tx| {
            let conversation = load(tx, &viewer, id, Action::KeepDraft).await?;
            Ok(of_viewer(tx, &viewer, &conversation).await?)
        })
        .await
}

/// Keeps a text as the viewer's own draft; `None` where there is none any more.
pub async fn keep(
    app: &App,
    viewer: &Viewer,
    command: KeepDraft,
) -> Result<Option<Draft>, ActionError> {
    let text = match MessageText::parse(&command.text) {
        Ok(text) => Some(text),
        Err(InvalidText::Empty) => None,
        Err(invalid) => return Err(ActionError::invalid(invalid.code(), invalid.to_string())),
    };
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, command.conversation, Action::KeepDraft).await?;
        let found = of_viewer(tx, &viewer, &conversation).await?;
        let present = found.as_ref().map_or(0, |draft| draft.version);
        if command.version.is_some_and(|version| version != present) {
            return Err(ActionError::Stale);
        }
        let (kind, id) = actor(&viewer);
        let writer = Writer { kind, id: &id };
        let (seller, conversation) = (&conversation.seller, conversation.id);
        let Some(text) = &text else {
            drafts::delete(tx, seller, conversation, writer).await?;
            return Ok(None);
        };
        let text = text.as_str().to_owned();
        let draft = match found {
            Some(found) if found.text == text => return Ok(Some(found)),
            Some(found) => Draft {
                text,
                version: found.version + 1,
                updated_at: now,
                ..found
            },
            None => Draft {
                id: Recorder::new(&app, &viewer, now).id(DraftId)?,
                text,
                version: 1,
                updated_at: now,
            },
        };
        match draft.version {
            1 => {
                let salt = app.random.salt()?;
                let content = ContentId(draft.id.0);
                store::contents::insert(tx, seller, content, &salt, &draft.text).await?;
                drafts::insert(tx, seller, conversation, writer, &draft).await?;
            }
            _ => drafts::update(tx, seller, &draft, conversation, writer).await?,
        }
        Ok(Some(draft))
    })
    .await
}

/// Within another action: the viewer's own draft.
pub async fn of_viewer(
    tx: &Tx,
    viewer: &Viewer,
    conversation: &Conversation,
) -> Result<Option<Draft>, DbError> {
    let (kind, id) = actor(viewer);
    let writer = Writer { kind, id: &id };
    drafts::find(tx, &conversation.seller, conversation.id, writer).await
}

/// Within the transaction that sends: what was begun has become a message.
pub async fn delete(tx: &Tx, viewer: &Viewer, conversation: &Conversation) -> Result<(), DbError> {
    let (kind, id) = actor(viewer);
    let writer = Writer { kind, id: &id };
    drafts::delete(tx, &conversation.seller, conversation.id, writer).await?;
    Ok(())
}
