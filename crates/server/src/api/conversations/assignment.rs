//! Who is to answer, over the API.

use axum::Json;
use axum::extract::{Path, State};
use rules::ids::{AgentId, ConversationId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::shown::{ConversationShown, shown};
use crate::actions::conversations::assign::{self, Assign};
use crate::api::nullable::given;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Who is to answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentBody {
    /// An active agent of the seller, or `null` for nobody.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, required)]
    agent: Option<AgentId>,
    /// The version that this was decided on; the change is refused where it is not the present one.
    version: Option<i64>,
}

/// Assign a conversation to an agent, or to nobody
#[utoipa::path(
    put,
    path = "/api/v1/conversations/{conversation}/assignment",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    request_body = AssignmentBody,
    responses(
        (status = 200, description = "It is assigned so", body = ConversationShown),
        (status = 409, description = "`version` is not the present one"),
    ),
)]
pub async fn put_assignment(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Json(body): Json<AssignmentBody>,
) -> Result<Json<ConversationShown>, ActionError> {
    let command = Assign {
        conversation: id,
        agent: body.agent,
        version: body.version,
    };
    let changed = assign::run(&app, &identity.viewer, command).await?;
    shown(&app, &identity.viewer, changed).await
}
