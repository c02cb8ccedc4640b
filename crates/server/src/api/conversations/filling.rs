//! A quick reply filled in for a conversation, over the API.

use axum::Json;
use axum::extract::{Path, State};
use rules::ids::{ConversationId, QuickReplyId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::quick_replies::fill;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A text ready to be put into a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct FillingShown {
    pub text: String,
    /// The language of the text: the buyer's, or the quick reply's default.
    pub language: &'static str,
    /// Variables without a value; they still stand in the text, and a message with one is refused.
    pub gaps: Vec<&'static str>,
}

/// Fill in a quick reply
///
/// In the buyer's language, with what is known of its order and deadline. The use is counted.
#[utoipa::path(
    post,
    path = "/api/v1/conversations/{conversation}/fillings/{quick_reply}",
    tag = "quick replies",
    params(
        ("conversation" = Uuid, Path, description = "The conversation's id"),
        ("quick_reply" = Uuid, Path, description = "The quick reply's id"),
    ),
    responses((status = 200, description = "The text", body = FillingShown)),
)]
pub async fn post_filling(
    State(app): State<App>,
    identity: Identity,
    Path((conversation, id)): Path<(ConversationId, QuickReplyId)>,
) -> Result<Json<FillingShown>, ActionError> {
    let ready = fill::run(&app, &identity.viewer, conversation, id).await?;
    Ok(Json(FillingShown {
        text: ready.filled.text,
        language: ready.language.code(),
        gaps: ready.filled.gaps.iter().map(|gap| gap.code()).collect(),
    }))
}
