//! The passwords of agents over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use rules::ids::{AgentId, SellerId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::marketplace::set_agent_password;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// At least 12 characters, at most 1,024 bytes.
    pub password: String,
}

/// Set an agent's password
///
/// It is of use where `sign_in.agents_with_password` is on.
#[utoipa::path(
    put,
    path = "/api/v1/sellers/{seller}/agents/{agent}/password",
    tag = "marketplace",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("agent" = String, Path, description = "The agent's id")
    ),
    request_body = NewPassword,
    responses(
        (status = 204, description = "It is set"),
        (status = 403, description = "Only a token of scope platform may"),
        (status = 404, description = "There is no such agent"),
        (status = 422, description = "The password is too short or too long"),
    )
)]
pub async fn put_agent_password(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<(SellerId, AgentId)>,
    Json(new): Json<NewPassword>,
) -> Result<StatusCode, ActionError> {
    set_agent_password(&app, &identity.viewer, id, Some(&new.password)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an agent's password away
#[utoipa::path(
    delete,
    path = "/api/v1/sellers/{seller}/agents/{agent}/password",
    tag = "marketplace",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("agent" = String, Path, description = "The agent's id")
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "Only a token of scope platform may"),
        (status = 404, description = "There is no such agent"),
    )
)]
pub async fn delete_agent_password(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<(SellerId, AgentId)>,
) -> Result<StatusCode, ActionError> {
    set_agent_password(&app, &identity.viewer, id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl std::fmt::Debug for NewPassword {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("NewPassword").finish_non_exhaustive()
    }
}
