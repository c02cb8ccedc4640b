//! What an agent may do for its seller, and its sessions, over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use rules::ids::{AgentId, SellerId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::people::change::{Change, change, end_sessions};
use crate::actions::people::list::named_seller;
use crate::api::marketplace::{AgentShown, agent_shown};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What is to change; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// `owner`, `agent` or `read_only`.
    #[schema(example = "agent")]
    pub role: Option<String>,
    /// `false` ends the access with all sessions and tokens, `true` gives it again.
    pub active: Option<bool>,
    /// The version that this changes; without it the last one to write wins.
    pub version: Option<i64>,
}

/// Change what an agent may do
///
/// What the marketplace pushes of an agent later wins.
#[utoipa::path(
    put,
    path = "/api/v1/sellers/{seller}/agents/{agent}/access",
    tag = "people",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("agent" = String, Path, description = "The agent's id")
    ),
    request_body = Access,
    responses(
        (status = 200, description = "The agent as it is now", body = AgentShown),
        (status = 403, description = "Only owners may"),
        (status = 404, description = "It is not the viewer's seller, or there is no such agent"),
        (status = 409, description = "At least one active owner remains, or `version` is not the present one"),
    )
)]
pub async fn put_access(
    State(app): State<App>,
    identity: Identity,
    Path((seller, agent)): Path<(SellerId, AgentId)>,
    Json(access): Json<Access>,
) -> Result<Json<AgentShown>, ActionError> {
    named_seller(&identity.viewer, &seller)?;
    let wanted = Change {
        role: super::role(access.role.as_deref())?,
        active: access.active,
        version: access.version,
    };
    let changed = change(&app, &identity.viewer, agent, wanted).await?;
    Ok(Json(agent_shown(changed)))
}

/// End an agent's sessions and revoke the tokens that stand for it
#[utoipa::path(
    delete,
    path = "/api/v1/sellers/{seller}/agents/{agent}/sessions",
    tag = "people",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("agent" = String, Path, description = "The agent's id")
    ),
    responses(
        (status = 204, description = "They have ended"),
        (status = 403, description = "Only owners may"),
        (status = 404, description = "It is not the viewer's seller, or there is no such agent"),
    )
)]
pub async fn delete_sessions(
    State(app): State<App>,
    identity: Identity,
    Path((seller, agent)): Path<(SellerId, AgentId)>,
) -> Result<StatusCode, ActionError> {
    named_seller(&identity.viewer, &seller)?;
    end_sessions(&app, &identity.viewer, agent).await?;
    Ok(StatusCode::NO_CONTENT)
}
