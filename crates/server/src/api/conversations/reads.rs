//! Why staff read a conversation, over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use rules::ids::ConversationId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::conversations::staff_read;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Why a person of staff reads a conversation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadBody {
    /// 1 to 500 characters in one line.
    reason: String,
}

/// Say why you read a conversation
///
/// The reason is recorded and holds for an hour; without one, staff are refused with `reason_needed`.
#[utoipa::path(
    post,
    path = "/api/v1/conversations/{conversation}/reads",
    tag = "staff",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    request_body = ReadBody,
    responses((status = 204, description = "It is recorded; read on")),
)]
pub async fn post_read(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Json(body): Json<ReadBody>,
) -> Result<StatusCode, ActionError> {
    staff_read::give_reason(&app, &identity.viewer, id, &body.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
