//! Loading a conversation for a viewer, and saving with its events what a decision made of it.

use rules::access::{Action, Relation, Viewer};
use rules::conversation::{Change, Conversation, ReplyDeadline};
use rules::ids::ConversationId;
use serde_json::{Value, json};
use store::events::Event;
use store::{DbError, Tx};

use crate::actions::keeping::refuse_erased;
use crate::actions::record::{Recorder, record};
use crate::error::ActionError;
use crate::viewer::check;

/// Loads the conversation if the viewer may do this with it; otherwise there is none, or it is refused.
pub async fn load(
    tx: &Tx,
    viewer: &Viewer,
    id: ConversationId,
    action: Action,
) -> Result<Conversation, ActionError> {
    let found = match viewer {
        Viewer::Buyer(buyer) => {
            // A request that was let in before the approval must not write behind it.
            let found = async { Ok(store::conversations::find_of_buyer(tx, buyer, id).await?) };
            tokio::try_join!(refuse_erased(tx, buyer), found)?.1
        }
        Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => {
            store::conversations::find(tx, seller, id).await?
        }
        Viewer::Staff { .. } | Viewer::Platform { .. } => {
            store::conversations::any_find(tx, id).await?
        }
        Viewer::Anonymous => None,
    };
    let relation = if found.is_some() {
        Relation::Own
    } else {
        Relation::Foreign
    };
    check(viewer, action, relation)?;
    let found = found.ok_or(ActionError::NotFound)?;
    match found.emptied_at {
        Some(_) if writes(action) => Err(erased()),
        _ => Ok(found),
    }
}

/// Into a conversation whose time was over nothing is written any more.
pub fn erased() -> ActionError {
    ActionError::conflict(
        "conversation_erased",
        "Everything written in this conversation has been erased because its time was over. Begin another one.",
    )
}

/// Whether something is written by it that would be kept. What says nothing goes on.
fn writes(action: Action) -> bool {
    matches!(
        action,
        Action::WriteMessage
            | Action::AttachFile
            | Action::KeepDraft
            | Action::WriteNote
            | Action::Reopen
            | Action::MarkNoReplyNeeded
            | Action::ObjectNoReplyNeeded
            | Action::DisputeFinding
            | Action::Escalate
            | Action::TakeOver
            | Action::Assign
    )
}

/// Refuses a change that was decided on another version than the present one.
pub fn check_version(conversation: &Conversation, version: Option<i64>) -> Result<(), ActionError> {
    match version {
        Some(version) if version != conversation.version => Err(ActionError::Stale),
        _ => Ok(()),
    }
}

/// What was loaded before a decision; `None` for a conversation that is new.
#[derive(Debug, Clone)]
pub struct Before {
    version: Option<i64>,
    deadline: Option<ReplyDeadline>,
}

impl Before {
    pub fn nothing() -> Before {
        Before {
            version: None,
            deadline: None,
        }
    }

    pub fn of(conversation: &Conversation) -> Before {
        Before {
            version: Some(conversation.version),
            deadline: conversation.deadline.clone(),
        }
    }

    pub fn version(&self) -> Option<i64> {
        self.version
    }

    pub fn deadline(&self) -> Option<&ReplyDeadline> {
        self.deadline.as_ref()
    }
}

/// Saves the conversation and its deadline where they changed, and records each change as an event.
/// `text` says of a message or reason what its event may say: the content's id and commitment.
pub async fn save(
    tx: &Tx,
    recorder: &Recorder,
    before: &Before,
    conversation: &Conversation,
    changes: &[Change],
    text: Option<Value>,
) -> Result<(), ActionError> {
    save_with(tx, recorder, before, conversation, changes, (text, &[])).await
}

/// The same with what the event of a message says of its files.
pub async fn save_with(
    tx: &Tx,
    recorder: &Recorder,
    before: &Before,
    conversation: &Conversation,
    changes: &[Change],
    (text, attachments): (Option<Value>, &[Value]),
) -> Result<(), ActionError> {
    let mut events = Vec::with_capacity(changes.len());
    for change in changes {
        events.push(event_of(
            recorder,
            conversation,
            change,
            (text.as_ref(), attachments),
        )?);
    }
    let others = async {
        tokio::try_join!(save_deadline(tx, before, conversation), record(tx, &events))?;
        Ok(())
    };
    tokio::try_join!(save_row(tx, before, conversation), others)?;
    Ok(())
}

/// The events of changes to the conversation, one each.
pub fn events_of(
    recorder: &Recorder,
    conversation: &Conversation,
    changes: &[Change],
    text: Option<&Value>,
) -> Result<Vec<Event>, ActionError> {
    let event = |change| event_of(recorder, conversation, change, (text, &[]));
    changes.iter().map(event).collect()
}

async fn save_row(
    tx: &Tx,
    before: &Before,
    conversation: &Conversation,
) -> Result<(), ActionError> {
    let Some(version) = before.version else {
        return Ok(store::conversations::insert(tx, conversation).await?);
    };
    match store::conversations::save(tx, conversation, version).await {
        // The only uniqueness that a change can break: it is opened again while another one is open.
        Err(DbError::Unique { .. }) => Err(ActionError::conflict(
            "another_open",
            "Another conversation about the same is open already. Go on there.",
        )),
        saved => Ok(saved?),
    }
}

async fn save_deadline(
    tx: &Tx,
    before: &Before,
    conversation: &Conversation,
) -> Result<(), DbError> {
    let Some(deadline) = &conversation.deadline else {
        return Ok(());
    };
    match &before.deadline {
        Some(loaded) if loaded.id == deadline.id && loaded == deadline => Ok(()),
        Some(loaded) if loaded.id == deadline.id => {
            store::deadlines::save(tx, &conversation.seller, deadline).await
        }
        _ => store::deadlines::insert(tx, &conversation.seller, conversation.id, deadline).await,
    }
}

fn event_of(
    recorder: &Recorder,
    conversation: &Conversation,
    change: &Change,
    (text, attachments): (Option<&Value>, &[Value]),
) -> Result<Event, ActionError> {
    let body = match change {
        Change::ConversationOpened => json!({
            "seller": conversation.seller,
            "buyer": conversation.buyer,
            "subject": { "kind": conversation.subject.kind(), "id": conversation.subject.id() },
            "external_id": conversation.external_id,
        }),
        Change::MessageSent {
            message,
            sequence,
            author,
        } => json!({
            "message_id": message,
            "sequence": sequence,
            "author": author,
            "sent_at": conversation.last_message_at,
            "text": text,
            "attachments": attachments,
        }),
        Change::Closed | Change::Reopened | Change::TakenOver | Change::HandedBack => json!({}),
        Change::EscalationEnded { by } => json!({ "by": by.code() }),
        Change::DeadlineWaived { .. } => with_reason(deadline_body(conversation), text),
        _ => deadline_body(conversation),
    };
    let event = recorder.of_conversation(
        &conversation.seller,
        &conversation.buyer,
        conversation.id,
        change.event_kind(),
        body,
    )?;
    Ok(event)
}

/// What an event says of a deadline; the derivation can be computed from it and the calendar's version.
pub fn deadline_body(conversation: &Conversation) -> Value {
    let Some(deadline) = &conversation.deadline else {
        return json!({});
    };
    json!({
        "deadline_id": deadline.id,
        "message_id": deadline.message,
        "received_at": deadline.received_at,
        "due_at": deadline.due_at,
        "settled_at": deadline.settled_at,
        "on_time": deadline.on_time,
        "calendar": deadline.derivation.calendar,
        "calendar_version": deadline.derivation.calendar_version,
    })
}

fn with_reason(mut body: Value, text: Option<&Value>) -> Value {
    if let (Value::Object(fields), Some(text)) = (&mut body, text) {
        fields.insert("reason".to_owned(), text.clone());
    }
    body
}
