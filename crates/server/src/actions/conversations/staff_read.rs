//! Staff look into a conversation: with a reason, and every look is an event.

use jiff::{SignedDuration, Timestamp};
use rules::access::{Action, Viewer};
use rules::conversation::Conversation;
use rules::ids::{AttachmentId, ContentId, ConversationId, EventId, StaffId};
use serde_json::json;
use store::Tx;
use store::readings::Given;

use super::no_reply::parse_reason;
use super::save::load;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::actor;

/// How long a reason holds for further looks into the same conversation.
pub const REASON_HOLDS: SignedDuration = SignedDuration::from_hours(1);

/// The kind of the event with the reason.
pub const REASON_KIND: &str = "staff_read.reason_given";

/// Records why a person of staff looks into a conversation.
pub async fn give_reason(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    reason: &str,
) -> Result<(), ActionError> {
    let reason = parse_reason(reason)?;
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, id, Action::GiveReadReason).await?;
        let Viewer::Staff { staff, .. } = &viewer else {
            return Err(ActionError::forbidden(
                "not_allowed",
                "Only staff give a reason for reading.",
            ));
        };
        let recorder = Recorder::new(&app, &viewer, now);
        give(tx, &recorder, *staff, &conversation, reason.as_str()).await
    })
    .await
}

/// Records a reason that has been checked, or that follows from what somebody does.
pub async fn give(
    tx: &Tx,
    recorder: &Recorder,
    staff: StaffId,
    conversation: &Conversation,
    reason: &str,
) -> Result<(), ActionError> {
    let content = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(content, reason)?;
    store::contents::insert(tx, &conversation.seller, content, &salt, reason).await?;
    let event = recorder.of_conversation(
        &conversation.seller,
        &conversation.buyer,
        conversation.id,
        REASON_KIND,
        json!({ "reason": said }),
    )?;
    let given = Given {
        seller: conversation.seller.clone(),
        id: event.id,
        conversation: conversation.id,
        staff,
        reason: content,
        at: recorder.now,
    };
    store::readings::insert(tx, &given).await?;
    record(tx, &[event]).await?;
    Ok(())
}

/// Records one look of staff under the reason given before, into the conversation or one of its files.
pub async fn record_look(
    tx: &Tx,
    recorder: &Recorder,
    viewer: &Viewer,
    conversation: &Conversation,
    attachment: Option<AttachmentId>,
) -> Result<(), ActionError> {
    let reason = check_reason(tx, recorder, viewer, conversation).await?;
    let mut body = json!({ "reason_event": reason, "up_to_sequence": conversation.last_sequence });
    if let Some(attachment) = attachment {
        body["attachment_id"] = json!(attachment);
    }
    let event = recorder.of_conversation(
        &conversation.seller,
        &conversation.buyer,
        conversation.id,
        "staff_read.looked",
        body,
    )?;
    store::readings::count_look(tx, &conversation.seller, reason, recorder.now).await?;
    record(tx, &[event]).await?;
    Ok(())
}

/// The event with the reason under which staff may look now; without one it is refused with `reason_needed`.
pub async fn check_reason(
    tx: &Tx,
    recorder: &Recorder,
    viewer: &Viewer,
    conversation: &Conversation,
) -> Result<EventId, ActionError> {
    let (_, staff) = actor(viewer);
    let since = recorder
        .now
        .saturating_sub(REASON_HOLDS)
        .unwrap_or(Timestamp::MIN);
    let reason: Option<EventId> = store::events::latest_by(
        tx,
        &conversation.seller,
        conversation.id,
        REASON_KIND,
        &staff,
        since,
    )
    .await?;
    reason.ok_or_else(|| {
        ActionError::forbidden("reason_needed", "Say first why you read this conversation.")
    })
}
