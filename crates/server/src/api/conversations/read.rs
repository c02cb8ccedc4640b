//! One conversation and its deadlines over the API.

use axum::Json;
use axum::extract::{Path, State};
use rules::ids::ConversationId;
use serde::Serialize;
use utoipa::ToSchema;

use super::deadline_shown::DeadlineShown;
use super::shown::ConversationShown;
use crate::actions::conversations::read::{self, Thread};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// All reply deadlines that a conversation ever had, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Deadlines {
    pub items: Vec<DeadlineShown>,
}

/// A conversation with its deadline
///
/// Staff give a reason first, see `POST /api/v1/conversations/{conversation}/reads`; each look is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses((status = 200, description = "The conversation", body = ConversationShown)),
)]
pub async fn get_conversation(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationShown>, ActionError> {
    let thread = without_messages(&app, &identity, id).await?;
    let waived_because = thread.conversation.deadline.as_ref();
    let waived_because = waived_because.and_then(|deadline| deadline.waived_because);
    let reason = waived_because.and_then(|content| thread.reasons.get(&content).cloned());
    Ok(Json(ConversationShown::new(
        &identity.viewer,
        thread.conversation,
        reason,
        app.now(),
    )))
}

/// All reply deadlines of a conversation, with their derivations
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/deadlines",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses((status = 200, description = "The deadlines, oldest first", body = Deadlines)),
)]
pub async fn get_deadlines(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<Deadlines>, ActionError> {
    let thread = without_messages(&app, &identity, id).await?;
    let reasons = thread.reasons;
    let now = app.now();
    let show = |deadline: rules::conversation::ReplyDeadline| {
        let reason = deadline.waived_because;
        let reason = reason.and_then(|content| reasons.get(&content).cloned());
        DeadlineShown::new(deadline, reason, now)
    };
    Ok(Json(Deadlines {
        items: thread.deadlines.into_iter().map(show).collect(),
    }))
}

async fn without_messages(
    app: &App,
    identity: &Identity,
    id: ConversationId,
) -> Result<Thread, ActionError> {
    read::run(
        app,
        &identity.viewer,
        id,
        read::Part::After(u32::MAX),
        "facts",
    )
    .await
}
