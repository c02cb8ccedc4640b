//! Uploading a file in one request.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use bytes::Bytes;
use rules::ids::{ConversationId, SellerId};
use serde::Deserialize;

use super::upload::{UploadShown, place};
use crate::actions::attachments::whole;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What the file is called and where it is to be sent.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WholeQuery {
    name: String,
    /// The conversation into which it is to be sent.
    #[param(value_type = Option<String>)]
    conversation: Option<ConversationId>,
    /// The seller, for a conversation that is still to be opened; agents may leave it out.
    #[param(value_type = Option<String>)]
    seller: Option<SellerId>,
}

/// Upload a file in one request
///
/// The body is the file itself. For slow lines `POST /api/v1/uploads` takes it in pieces.
#[utoipa::path(
    post,
    path = "/api/v1/attachments",
    tag = "attachments",
    params(WholeQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "It is ready to go with a message", body = UploadShown),
        (status = 404, description = "There is no such conversation or seller that the viewer can see"),
    ),
)]
pub async fn post_attachment(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<WholeQuery>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<UploadShown>), ActionError> {
    let place = place(query.conversation, query.seller);
    let file = whole::run(&app, &identity.viewer, place, query.name, bytes).await?;
    Ok((StatusCode::CREATED, Json(UploadShown::of(&file))))
}
