//! "No reply needed": an agent says so with a reason, the buyer objects with one click.

use rules::access::{Action, Viewer};
use rules::conversation::{Conversation, NoReplyRefused, ReasonText, mark_no_reply_needed, object};
use rules::ids::{ContentId, ConversationId};
use store::Tx;

use super::save::{Before, check_version, load, save};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// What an agent says of the waiting message.
#[derive(Debug, Clone)]
pub struct MarkNoReplyNeeded {
    pub conversation: ConversationId,
    pub reason: String,
    pub version: Option<i64>,
}

/// Marks the waiting message; the buyer sees the reason.
pub async fn mark(
    app: &App,
    viewer: &Viewer,
    command: MarkNoReplyNeeded,
) -> Result<Conversation, ActionError> {
    let reason = parse_reason(&command.reason)?;
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let mut conversation =
            load(tx, &viewer, command.conversation, Action::MarkNoReplyNeeded).await?;
        check_version(&conversation, command.version)?;
        let before = Before::of(&conversation);
        let recorder = Recorder::new(&app, &viewer, now);
        let because = recorder.id(ContentId)?;
        let changes = mark_no_reply_needed(&mut conversation, because, now).map_err(refused)?;
        let (salt, said) = recorder.commit(because, reason.as_str())?;
        store::contents::insert(tx, &conversation.seller, because, &salt, reason.as_str()).await?;
        save(tx, &recorder, &before, &conversation, &changes, Some(said)).await?;
        Ok(conversation)
    })
    .await
}

/// The buyer objects; the deadline is back as it was.
pub async fn object_to(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
) -> Result<Conversation, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let mut conversation = load(tx, &viewer, id, Action::ObjectNoReplyNeeded).await?;
        let before = Before::of(&conversation);
        let (seller, buyer) = (&conversation.seller, &conversation.buyer);
        let terms = app
            .calendars
            .terms(tx, &app.config, seller, buyer, now)
            .await?;
        let due_soon_percent = terms.due_soon_percent(conversation.deadline.as_ref());
        let changes =
            object(&mut conversation, &terms.calendar, due_soon_percent, now).map_err(refused)?;
        let recorder = Recorder::new(&app, &viewer, now);
        save(tx, &recorder, &before, &conversation, &changes, None).await?;
        Ok(conversation)
    })
    .await
}

/// Checks a reason.
pub fn parse_reason(text: &str) -> Result<ReasonText, ActionError> {
    let refusal = || {
        let detail = format!(
            "Give a reason of 1 to {} characters in one line.",
            rules::conversation::REASON_MAX_CHARS
        );
        ActionError::invalid("invalid_reason", detail)
    };
    ReasonText::parse(text).ok_or_else(refusal)
}

fn refused(refused: NoReplyRefused) -> ActionError {
    match &refused {
        NoReplyRefused::Deadline(_) => ActionError::Internal {
            operation: "computing a reply deadline",
            source: Box::new(refused),
        },
        _ => ActionError::conflict(refused.code(), format!("This cannot be done: {refused}.")),
    }
}
