//! How the waiting of a held message ends: it comes into its conversation as of when it was written, or never.

use rules::conversation::{self, AuthorKind, Change, Conversation, ConversationState, Released};
use rules::deadline::DeadlineError;
use rules::ids::{ContentId, DeadlineId};
use rules::moderation::HeldState;
use serde_json::json;
use store::Tx;
use store::held_messages::{self, HeldMessage};
use store::messages::{self, Message};

use crate::actions::attachments::bind::said_of;
use crate::actions::conversations::save::{Before, save, save_with};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// The buyer gets it; it answers as of when it was written, and what the buyer has asked since is owed since then.
pub(super) async fn release(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    conversation: &mut Conversation,
    held: &HeldMessage,
) -> Result<(), ActionError> {
    end(tx, recorder, conversation, (held, HeldState::Released)).await?;
    let (seller, buyer) = (conversation.seller.clone(), conversation.buyer.clone());
    let before = Before::of(conversation);
    let terms = app
        .calendars
        .terms(tx, &app.config, &seller, &buyer, recorder.now)
        .await?;
    let due_soon_percent = terms.due_soon_percent(conversation.deadline.as_ref());
    let released = Released {
        message: held.id,
        author: held.author,
        written_at: held.written_at,
        now: recorder.now,
        others_wait: others_wait(tx, conversation, held).await?,
        reopens: reopens(tx, conversation).await?,
    };
    let changes = conversation::release(conversation, released, &terms.calendar, due_soon_percent)
        .map_err(not_computable)?;
    let content = ContentId(held.id.0);
    let kept = store::contents::find_salted(tx, &seller, content).await?;
    let (salt, text) = kept.ok_or_else(|| {
        ActionError::conflict(
            "message_erased",
            "The message has been erased: confirm instead, so that it never comes to the buyer.",
        )
    })?;
    let said = json!({
        "content_id": content,
        "commitment": archive::hex(&archive::commitment(&salt, text.as_bytes())),
    });
    let files = said_of(tx, recorder, conversation, held.id).await?;
    let message = Message {
        id: held.id,
        sequence: conversation.last_sequence,
        author: held.author,
        author_id: held.author_id.clone(),
        sent_at: conversation.last_message_at,
        text: None,
        hidden: Vec::new(),
    };
    messages::insert(tx, &seller, conversation.id, &message).await?;
    let text = (Some(said), files.as_slice());
    save_with(tx, recorder, &before, conversation, &changes, text).await?;
    let answered = |change: &Change| matches!(change, Change::DeadlineAnswered { .. });
    if changes.iter().any(answered) {
        owe(tx, app, recorder, conversation, held).await?;
    }
    Ok(())
}

/// The buyer never gets it, and the seller's clock runs on.
pub(super) async fn let_lie(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    conversation: &mut Conversation,
    (held, state): (&HeldMessage, HeldState),
) -> Result<(), ActionError> {
    end(tx, recorder, conversation, (held, state)).await?;
    let (seller, buyer) = (conversation.seller.clone(), conversation.buyer.clone());
    let before = Before::of(conversation);
    let terms = app
        .calendars
        .terms(tx, &app.config, &seller, &buyer, recorder.now)
        .await?;
    let due_soon_percent = terms.due_soon_percent(conversation.deadline.as_ref());
    let others_wait = others_wait(tx, conversation, held).await?;
    let now = (recorder.now, others_wait);
    let changes = conversation::refuse(conversation, &terms.calendar, due_soon_percent, now)
        .map_err(not_computable)?;
    save(tx, recorder, &before, conversation, &changes, None).await
}

/// Of two who end it, the second is told so.
async fn end(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    (held, state): (&HeldMessage, HeldState),
) -> Result<(), ActionError> {
    let seller = &conversation.seller;
    if !held_messages::end(tx, seller, held.id, state, recorder.now).await? {
        return Err(ActionError::conflict(
            "not_waiting",
            "This message waits no longer. Load the conversation again to see what became of it.",
        ));
    }
    let body = json!({ "message_id": held.id, "state": state.code() });
    let kind = "message.hold_ended";
    let event = recorder.private_of_conversation(seller, conversation.id, kind, body)?;
    record(tx, &[event]).await?;
    Ok(())
}

/// Whether another message that would answer goes on waiting.
async fn others_wait(
    tx: &Tx,
    conversation: &Conversation,
    held: &HeldMessage,
) -> Result<bool, ActionError> {
    let all = held_messages::of_conversation(tx, &conversation.seller, conversation.id).await?;
    let waits = |other: &HeldMessage| {
        other.state == HeldState::Waiting
            && other.author == AuthorKind::Agent
            && other.id != held.id
    };
    Ok(all.iter().any(waits))
}

async fn reopens(tx: &Tx, conversation: &Conversation) -> Result<bool, ActionError> {
    if conversation.state == ConversationState::Open {
        return Ok(false);
    }
    let (seller, buyer) = (&conversation.seller, &conversation.buyer);
    let open = store::conversations::find_open(tx, seller, buyer, &conversation.subject).await?;
    Ok(open.is_none())
}

/// The first message that the buyer wrote after it waits for an answer since then.
async fn owe(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    conversation: &mut Conversation,
    held: &HeldMessage,
) -> Result<(), ActionError> {
    let (seller, id) = (conversation.seller.clone(), conversation.id);
    let asked = messages::first_of_buyer_after(tx, &seller, id, held.written_at).await?;
    let Some((message, at)) = asked else {
        return Ok(());
    };
    let before = Before::of(conversation);
    let terms = app
        .calendars
        .terms(tx, &app.config, &seller, &conversation.buyer, recorder.now)
        .await?;
    let deadline = recorder.id(DeadlineId)?;
    let changes = conversation::owe_since(
        conversation,
        (message, at),
        deadline,
        terms.terms_at(at),
        recorder.now,
    )
    .map_err(not_computable)?;
    save(tx, recorder, &before, conversation, &changes, None).await
}

fn not_computable(error: DeadlineError) -> ActionError {
    ActionError::Internal {
        operation: "computing a reply deadline",
        source: Box::new(error),
    }
}
