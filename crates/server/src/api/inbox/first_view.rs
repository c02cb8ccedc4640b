//! The view that an agent's inbox opens with, over the API.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rules::ids::ViewId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::views;
use crate::api::nullable::given;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What the inbox opens with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstView {
    /// One of the agent's views, or `null` for what needs a reply.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = Uuid, required)]
    view: Option<ViewId>,
}

/// Choose what one's inbox opens with
#[utoipa::path(
    put,
    path = "/api/v1/views/first",
    tag = "inbox",
    request_body = FirstView,
    responses(
        (status = 204, description = "It is chosen"),
        (status = 404, description = "The agent has no such view"),
    ),
)]
pub async fn put_first_view(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<FirstView>,
) -> Result<StatusCode, ActionError> {
    views::set_first(&app, &identity.viewer, body.view).await?;
    Ok(StatusCode::NO_CONTENT)
}
