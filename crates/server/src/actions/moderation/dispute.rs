//! "This is not contact data": the side that wrote a message says so, and a person of the marketplace answers.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::access::{Action, Viewer};
use rules::conversation::{AuthorKind, Conversation};
use rules::ids::{ContentId, ConversationId, MessageId};
use rules::moderation::{Cause, Decided, Disputed, HeldState, Judged, Reader, Review, may_dispute};
use serde_json::{Value, json};
use store::{DbError, Tx};

use super::review::{About, open};
use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::conversations::save::load;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::actor;

/// What is said of which message.
#[derive(Debug, Clone)]
pub struct DisputeMessage {
    pub conversation: ConversationId,
    pub message: MessageId,
    pub reason: String,
}

/// Where a message of the reader's own side is with the people who look at messages.
#[derive(Debug, Clone)]
pub enum Looked {
    /// Something was found in it, and its side may say that it is nothing.
    Possible,
    /// Its side has said so; a person wants to have answered by then.
    Waits { due_at: Timestamp },
    /// A person has decided, whether it was asked or not.
    Answered {
        decided: Decided,
        note: Option<String>,
    },
}

/// Says it. Where a person is to look at the message anyway it is said to that person, otherwise one has to now;
/// gives by when.
pub async fn dispute(
    app: &App,
    viewer: &Viewer,
    command: DisputeMessage,
) -> Result<Timestamp, ActionError> {
    let reason = parse_reason(&command.reason)?;
    let (state, viewer, now) = (app.clone(), viewer.clone(), app.now());
    let recorder = Recorder::new(app, &viewer, now);
    let work = async move |tx: &Tx| {
        let action = Action::DisputeFinding;
        let conversation = load(tx, &viewer, command.conversation, action).await?;
        let (seller, message) = (&conversation.seller, command.message);
        let author = author(tx, &viewer, &conversation, message).await?;
        // Of two who say it at once, the second sees what the first has said.
        store::conversations::hold(tx, seller, conversation.id).await?;
        let reviews = store::reviews::of_message(tx, seller, message).await?;
        let found = store::findings::of_conversation(tx, seller, conversation.id).await?;
        let disputed = Disputed {
            author,
            found: found.iter().any(|(of, _)| *of == message),
            stated: reviews.iter().any(|review| review.stated.is_some()),
            decided: reviews.iter().any(|review| review.decided.is_some()),
        };
        may_dispute(Reader::of(&viewer), disputed).map_err(|refused| {
            ActionError::conflict(refused.code(), format!("It cannot be disputed: {refused}."))
        })?;
        let content = recorder.id(ContentId)?;
        let (salt, said) = recorder.commit(content, reason.as_str())?;
        store::contents::insert(tx, seller, content, &salt, reason.as_str()).await?;
        let (kind, id) = actor(&viewer);
        let by = (kind.to_owned(), id);
        let review = match reviews.into_iter().find(|review| review.decided.is_none()) {
            Some(mut waiting) => {
                waiting.stated = Some(content);
                waiting.disputed_by = Some(by);
                store::reviews::state(tx, &waiting).await?;
                waiting
            }
            None => {
                let about = About {
                    message,
                    author,
                    cause: Cause::Disputed,
                    stated: Some((content, by)),
                };
                open(tx, &state, &recorder, &conversation, about).await?
            }
        };
        tell(tx, &recorder, &conversation, &review, said).await?;
        Ok(review.due_at)
    };
    app.db.write(work).await
}

/// Who wrote a message of this conversation that the viewer can see; one that is held only its own side can.
async fn author(
    tx: &Tx,
    viewer: &Viewer,
    conversation: &Conversation,
    message: MessageId,
) -> Result<AuthorKind, ActionError> {
    let (seller, id) = (&conversation.seller, conversation.id);
    let reader = Reader::of(viewer);
    let sent = store::messages::sent(tx, seller, message).await?;
    if let Some(sent) = sent.filter(|sent| sent.conversation == id) {
        let before = sent.sequence.saturating_sub(1);
        let read = store::messages::after(tx, (reader, seller), id, before, 1).await?;
        let found = read.into_iter().find(|read| read.id == message);
        return found.map(|found| found.author).ok_or(ActionError::NotFound);
    }
    let held = store::held_messages::find(tx, seller, message).await?;
    held.filter(|held| held.conversation == id && reader.wrote(held.author))
        .filter(|held| held.state != HeldState::Withdrawn)
        .map(|held| held.author)
        .ok_or(ActionError::NotFound)
}

/// What a seller says of its message is no business of its buyer.
async fn tell(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    review: &Review,
    said: Value,
) -> Result<(), ActionError> {
    let (seller, buyer) = (&conversation.seller, &conversation.buyer);
    let kind = "message.disputed";
    let body = json!({
        "message_id": review.message,
        "review_id": review.id,
        "due_at": review.due_at,
        "reason": said,
    });
    let event = match review.author {
        AuthorKind::Buyer => {
            recorder.of_conversation(seller, buyer, conversation.id, kind, body)?
        }
        _ => recorder.private_of_conversation(seller, conversation.id, kind, body)?,
    };
    record(tx, &[event]).await?;
    Ok(())
}

/// How those of these messages stand that the viewer's own side wrote, with what was found in them.
pub async fn looked_at(
    tx: &Tx,
    viewer: &Viewer,
    conversation: &Conversation,
    messages: &[(MessageId, AuthorKind)],
    findings: &[(MessageId, Judged)],
) -> Result<BTreeMap<MessageId, Looked>, DbError> {
    let (reader, seller) = (Reader::of(viewer), &conversation.seller);
    if reader == Reader::Marketplace {
        return Ok(BTreeMap::new());
    }
    let is_found = |id: MessageId| findings.iter().any(|(of, _)| *of == id);
    let own = messages.iter().filter(|(_, author)| reader.wrote(*author));
    let found = own.filter(|(id, _)| is_found(*id));
    let mut looked: BTreeMap<_, _> = found.map(|(id, _)| (*id, Looked::Possible)).collect();
    for review in store::reviews::of_conversation(tx, seller, conversation.id).await? {
        if !reader.wrote(review.author) {
            continue;
        }
        if let Some(decided) = review.decided {
            let note = match decided.note {
                Some(note) => store::contents::find(tx, seller, note).await?,
                None => None,
            };
            looked.insert(review.message, Looked::Answered { decided, note });
        } else if review.stated.is_some() {
            let due_at = review.due_at;
            looked.insert(review.message, Looked::Waits { due_at });
        }
    }
    Ok(looked)
}
