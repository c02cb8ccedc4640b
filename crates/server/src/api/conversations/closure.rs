//! Closing and reopening over the API: the closure is there or not.

use axum::Json;
use axum::extract::{Path, Query, State};
use rules::ids::ConversationId;

use super::shown::{ConversationShown, shown};
use crate::actions::conversations::close::{self, SetClosed};
use crate::api::version::VersionQuery;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Close a conversation
///
/// A seller cannot close while a message of the buyer waits for an answer.
#[utoipa::path(
    put,
    path = "/api/v1/conversations/{conversation}/closure",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id"), VersionQuery),
    responses(
        (status = 200, description = "It is closed", body = ConversationShown),
        (status = 409, description = "`reply_owed`, `already_closed`, or `version` is not the present one"),
    ),
)]
pub async fn put_closure(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Query(query): Query<VersionQuery>,
) -> Result<Json<ConversationShown>, ActionError> {
    set(&app, &identity, id, query, true).await
}

/// Reopen a conversation
#[utoipa::path(
    delete,
    path = "/api/v1/conversations/{conversation}/closure",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id"), VersionQuery),
    responses(
        (status = 200, description = "It is open", body = ConversationShown),
        (status = 409, description = "`already_open`, `another_open`, or `version` is not the present one"),
    ),
)]
pub async fn delete_closure(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Query(query): Query<VersionQuery>,
) -> Result<Json<ConversationShown>, ActionError> {
    set(&app, &identity, id, query, false).await
}

async fn set(
    app: &App,
    identity: &Identity,
    id: ConversationId,
    query: VersionQuery,
    closed: bool,
) -> Result<Json<ConversationShown>, ActionError> {
    let command = SetClosed {
        conversation: id,
        closed,
        version: query.version,
    };
    let changed = close::run(app, &identity.viewer, command).await?;
    shown(app, &identity.viewer, changed).await
}
