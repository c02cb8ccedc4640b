//! Calling the marketplace over the API.

use axum::Json;
use axum::extract::{Path, State};
use rules::ids::ConversationId;

use super::shown::{ConversationShown, shown};
use crate::actions::conversations::escalate;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Ask the marketplace for help
///
/// A buyer may as soon as the reply deadline has lapsed. The call stands until the seller or staff answer,
/// staff take over, or the conversation is closed.
#[utoipa::path(
    put,
    path = "/api/v1/conversations/{conversation}/escalation",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses(
        (status = 200, description = "The marketplace has been asked for help", body = ConversationShown),
        (status = 409, description = "`not_yet` (the detail names the instant from which on it can be done), \
            `nothing_waits`, `already_escalated`, `taken_over` or `escalation_off`"),
    ),
)]
pub async fn put_escalation(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationShown>, ActionError> {
    let changed = escalate::run(&app, &identity.viewer, id).await?;
    shown(&app, &identity.viewer, changed).await
}
