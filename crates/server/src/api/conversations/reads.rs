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
    /// The number of a case in another system, at most 64 letters, digits and signs `-_.:/`.
    #[serde(default)]
    ticket: String,
}

/// Say why you read a conversation
///
/// The reason is recorded and holds for an hour; without one, staff are refused with `reason_needed`. Somebody whose role
/// reads no conversations is refused with `access_needed`, and asks for access instead, see `POST /api/v1/accesses`.
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
    let said = (body.reason.as_str(), body.ticket.as_str());
    staff_read::give_reason(&app, &identity.viewer, id, said).await?;
    Ok(StatusCode::NO_CONTENT)
}
