//! One's own unsent text in a conversation, over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::ids::ConversationId;
use serde::{Deserialize, Serialize};
use store::drafts::Draft;
use utoipa::ToSchema;

use crate::actions::conversations::draft::{self, KeepDraft};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What somebody has begun to write.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftShown {
    /// Empty where there is none.
    pub text: String,
    /// Counts the changes from 1; 0 where there is none.
    pub version: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub updated_at: Option<Timestamp>,
}

/// A text to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    /// At most 10,000 characters; an empty text deletes the draft.
    text: String,
    /// The version that this changes; 0 where there was none. Without it the last one to write wins.
    version: Option<i64>,
}

/// Read one's own draft
///
/// Nobody else can read it.
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/draft",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses((status = 200, description = "The draft", body = DraftShown)),
)]
pub async fn get_draft(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<DraftShown>, ActionError> {
    let found = draft::find(&app, &identity.viewer, id).await?;
    Ok(Json(found.into()))
}

/// Keep one's own draft
///
/// It is deleted when a message is sent.
#[utoipa::path(
    put,
    path = "/api/v1/conversations/{conversation}/draft",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    request_body = DraftBody,
    responses(
        (status = 200, description = "It is kept", body = DraftShown),
        (status = 409, description = "`version` is not the present one: it was changed elsewhere"),
    ),
)]
pub async fn put_draft(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Json(body): Json<DraftBody>,
) -> Result<Json<DraftShown>, ActionError> {
    let command = KeepDraft {
        conversation: id,
        text: body.text,
        version: body.version,
    };
    let kept = draft::keep(&app, &identity.viewer, command).await?;
    Ok(Json(kept.into()))
}

/// Delete one's own draft
#[utoipa::path(
    delete,
    path = "/api/v1/conversations/{conversation}/draft",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses((status = 204, description = "There is none any more")),
)]
pub async fn delete_draft(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<StatusCode, ActionError> {
    let command = KeepDraft {
        conversation: id,
        text: String::new(),
        version: None,
    };
    draft::keep(&app, &identity.viewer, command).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Option<Draft>> for DraftShown {
    fn from(found: Option<Draft>) -> DraftShown {
        match found {
            Some(draft) => DraftShown {
                text: draft.text,
                version: draft.version,
                updated_at: Some(draft.updated_at),
            },
            None => DraftShown {
                text: String::new(),
                version: 0,
                updated_at: None,
            },
        }
    }
}
