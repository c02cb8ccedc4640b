//! A message that waits for a person of the marketplace: kept instead of sent, and taken back by its writer's side.

use jiff::Timestamp;
use rules::access::{Action, Viewer};
use rules::conversation::{self, AddedSince, AuthorKind, Conversation, Sender, Sent};
use rules::ids::{AttachmentId, ContentId, ConversationId, MessageId};
use rules::moderation::{Cause, HeldState, hidden};
use serde_json::json;
use store::Tx;
use store::held_messages::{self, HeldMessage};

use super::release::let_lie;
use super::review::{About, open};
use super::{Screened, keep};
use crate::actions::attachments::bind::bind;
use crate::actions::conversations::save::{Before, load, save};
use crate::actions::conversations::send::refused;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// A message that its writer has finished, on its way into a conversation.
#[derive(Debug, Clone, Copy)]
pub(in crate::actions) struct Finished<'a> {
    pub message: MessageId,
    pub author: AuthorKind,
    pub author_id: &'a str,
    pub text: &'a str,
    pub attachments: &'a [AttachmentId],
    pub screened: &'a Screened,
    /// What others wrote meanwhile; `None` where that does not matter.
    pub added: Option<AddedSince>,
}

/// Where a message is that was held, for its writer's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub written_at: Timestamp,
    pub state: HeldState,
    /// By when the marketplace wants to have decided, while it waits.
    pub due_at: Option<Timestamp>,
}

/// Keeps it, stops the clock that it would have answered, and opens its review.
pub(in crate::actions) async fn hold(
    tx: &Tx,
    app: &App,
    (viewer, recorder): (&Viewer, &Recorder),
    conversation: &mut Conversation,
    finished: Finished<'_>,
) -> Result<Held, ActionError> {
    let Finished {
        message, author, ..
    } = finished;
    let before = Before::of(conversation);
    let (seller, buyer) = (conversation.seller.clone(), conversation.buyer.clone());
    let terms = app
        .calendars
        .terms(tx, &app.config, &seller, &buyer, recorder.now);
    let sent = Sent {
        message,
        sender: match author {
            AuthorKind::Agent => Sender::Agent,
            _ => Sender::Automation,
        },
        at: recorder.now,
        added: finished.added,
    };
    let changes =
        conversation::hold(conversation, &sent, &terms.await?.calendar).map_err(refused)?;
    let judged = &finished.screened.judged;
    let wanted = (finished.attachments, judged.as_slice());
    let files = bind(tx, recorder, viewer, conversation, message, wanted).await?;
    let content = ContentId(message.0);
    let (salt, said) = recorder.commit(content, finished.text)?;
    let text = (&salt, finished.text);
    store::contents::insert_hiding(tx, &seller, content, text, &hidden(judged)).await?;
    let held = HeldMessage {
        id: message,
        conversation: conversation.id,
        author,
        author_id: finished.author_id.to_owned(),
        written_at: recorder.now,
        state: HeldState::Waiting,
        ended_at: None,
        text: None,
    };
    held_messages::insert(tx, &seller, &held).await?;
    let body = json!({
        "message_id": message,
        "author": author,
        "written_at": held.written_at,
        "text": said,
        "attachments": files,
    });
    let event =
        recorder.private_of_conversation(&seller, held.conversation, "message.held", body)?;
    record(tx, &[event]).await?;
    let found = finished.screened.found(message, finished.attachments);
    keep(tx, recorder, conversation, found).await?;
    save(tx, recorder, &before, conversation, &changes, None).await?;
    let about = About {
        message,
        author,
        cause: Cause::Held,
        stated: None,
    };
    let review = open(tx, app, recorder, conversation, about).await?;
    Ok(Held {
        written_at: held.written_at,
        state: held.state,
        due_at: Some(review.due_at),
    })
}

/// What became of a message under this id that was held before; one of another conversation is refused.
pub(in crate::actions) async fn held_before(
    tx: &Tx,
    conversation: &Conversation,
    message: MessageId,
) -> Result<Option<Held>, ActionError> {
    let Some(held) = held_messages::find(tx, &conversation.seller, message).await? else {
        return Ok(None);
    };
    if held.conversation != conversation.id {
        return Err(ActionError::conflict(
            "message_elsewhere",
            "A message with this id was written into another conversation.",
        ));
    }
    let reviews = store::reviews::of_message(tx, &conversation.seller, message).await?;
    let open = reviews.iter().find(|review| review.decided.is_none());
    Ok(Some(Held {
        written_at: held.written_at,
        state: held.state,
        due_at: open.map(|review| review.due_at),
    }))
}

/// The writer's side takes a message back that nobody has decided about; the clock runs on.
pub async fn take_back(
    app: &App,
    viewer: &Viewer,
    (conversation, message): (ConversationId, MessageId),
) -> Result<(), ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let mut conversation = load(tx, &viewer, conversation, Action::WriteMessage).await?;
        // What is held is no business of a buyer, and staff decide about it.
        if !matches!(viewer, Viewer::Agent { .. } | Viewer::Automation { .. }) {
            return Err(ActionError::NotFound);
        }
        let held = held_messages::find(tx, &conversation.seller, message).await?;
        let held = held.filter(|held| held.conversation == conversation.id);
        let held = held.ok_or(ActionError::NotFound)?;
        let recorder = Recorder::new(&app, &viewer, now);
        let end = HeldState::Withdrawn;
        let_lie(tx, &app, &recorder, &mut conversation, (&held, end)).await?;
        Ok(store::reviews::withdraw(tx, &conversation.seller, message).await?)
    })
    .await
}
