//! "This is not contact data": the form beside a message in which something was found.

use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use rules::ids::{ConversationId, MessageId};
use serde::Deserialize;

use crate::actions::moderation::dispute::{self, DisputeMessage};
use crate::error::ActionError;
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go};

#[derive(Debug, Deserialize)]
pub struct Said {
    #[serde(default)]
    reason: String,
}

/// `POST /conversations/{id}/messages/{message}/dispute`.
pub async fn submit(
    visit: Visit,
    Path((id, message)): Path<(ConversationId, MessageId)>,
    Form(said): Form<Said>,
) -> Result<Response, ActionError> {
    let command = DisputeMessage {
        conversation: id,
        message,
        reason: said.reason,
    };
    let notice = match dispute::dispute(&visit.app, visit.viewer(), command).await {
        Ok(_) => Notice::Disputed,
        Err(ActionError::Stale | ActionError::Conflict { .. }) => Notice::DisputeRefused,
        Err(ActionError::Invalid {
            code: "invalid_reason",
            ..
        }) => Notice::DisputeNoReason,
        Err(error) => return Err(error),
    };
    Ok(go(
        &format!("/conversations/{id}#dispute-{message}"),
        notice,
    ))
}
