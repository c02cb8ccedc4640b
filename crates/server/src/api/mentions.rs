//! Notes in which the agent is named, over the API.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use rules::ids::{AgentId, ConversationId, NoteId};
use serde::{Deserialize, Serialize};
use store::mentions::Listed;
use utoipa::{OpenApi, ToSchema};

use crate::actions::mentions;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

#[derive(OpenApi)]
#[openapi(paths(get_mentions, post_mentions_read))]
pub(super) struct Mentions;

/// Which mentions.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadQuery {
    /// Only those in this conversation.
    #[param(value_type = Option<String>, format = Uuid)]
    conversation: Option<ConversationId>,
}

/// The newest notes that name the agent.
#[derive(Debug, Serialize, ToSchema)]
pub struct MentionList {
    pub items: Vec<MentionShown>,
}

/// A note that names the agent.
#[derive(Debug, Serialize, ToSchema)]
pub struct MentionShown {
    #[schema(value_type = String, format = Uuid)]
    pub note: NoteId,
    #[schema(value_type = String, format = Uuid)]
    pub conversation: ConversationId,
    /// Who wrote the note.
    #[schema(value_type = String)]
    pub by: AgentId,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `null` while it has not been read.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
    /// `null` once the note has been erased.
    pub text: Option<String>,
}

/// List the notes that name oneself
#[utoipa::path(
    get,
    path = "/api/v1/mentions",
    tag = "conversations",
    responses((status = 200, description = "The newest 200", body = MentionList)),
)]
pub async fn get_mentions(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<MentionList>, ActionError> {
    let found = mentions::list(&app, &identity.viewer).await?;
    Ok(Json(MentionList {
        items: found.into_iter().map(show).collect(),
    }))
}

/// Mark one's mentions as read
///
/// All of them, or those of one conversation.
#[utoipa::path(
    post,
    path = "/api/v1/mentions/read",
    tag = "conversations",
    params(ReadQuery),
    responses((status = 204, description = "None is unread any more")),
)]
pub async fn post_mentions_read(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<ReadQuery>,
) -> Result<StatusCode, ActionError> {
    mentions::read(&app, &identity.viewer, query.conversation).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn show(listed: Listed) -> MentionShown {
    MentionShown {
        note: listed.mention.note,
        conversation: listed.mention.conversation,
        by: listed.mention.by,
        at: listed.mention.at,
        read_at: listed.read_at,
        text: listed.text,
    }
}
