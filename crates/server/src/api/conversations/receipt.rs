//! Receipts of messages, over the API.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rules::ids::{ConversationId, MessageId};

use crate::actions::conversations::receipt::receipt;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// The receipt of a message
///
/// A file with the message, its entry in the archive's log and the proof that the log has it, for the side that sent
/// the message. `dopis-verify receipt` verifies it without this service. It is there once the message is sealed, about
/// a second after it was sent; before, the answer is 409 `not_sealed_yet`.
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/messages/{message}/receipt",
    tag = "conversations",
    params(
        ("conversation" = Uuid, Path, description = "The conversation's id"),
        ("message" = Uuid, Path, description = "The message's id"),
    ),
    responses((status = 200, description = "The receipt, to be kept as it is", body = String, content_type = "application/json")),
)]
pub async fn get_receipt(
    State(app): State<App>,
    identity: Identity,
    Path((conversation, message)): Path<(ConversationId, MessageId)>,
) -> Result<Response, ActionError> {
    let file = receipt(&app, &identity.viewer, conversation, message).await?;
    let name = format!("attachment; filename=\"receipt-{message}.json\"");
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, file).into_response())
}
