//! Taking over and handing back over the API: the take-over is there or not.

use axum::Json;
use axum::extract::{Path, Query, State};
use rules::ids::ConversationId;

use super::shown::{ConversationShown, shown};
use crate::actions::conversations::take_over::{self, SetTakenOver};
use crate::api::version::VersionQuery;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Answer in place of the seller
///
/// Meanwhile the seller's clock stands still.
#[utoipa::path(
    put,
    path = "/api/v1/conversations/{conversation}/take-over",
    tag = "staff",
    params(("conversation" = Uuid, Path, description = "The conversation's id"), VersionQuery),
    responses(
        (status = 200, description = "Staff answer from now on", body = ConversationShown),
        (status = 409, description = "`already_taken_over`, or `version` is not the present one"),
    ),
)]
pub async fn put_take_over(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Query(query): Query<VersionQuery>,
) -> Result<Json<ConversationShown>, ActionError> {
    set(&app, &identity, id, query, true).await
}

/// Hand the conversation back to the seller
///
/// The seller's clock runs on.
#[utoipa::path(
    delete,
    path = "/api/v1/conversations/{conversation}/take-over",
    tag = "staff",
    params(("conversation" = Uuid, Path, description = "The conversation's id"), VersionQuery),
    responses(
        (status = 200, description = "The seller answers from now on", body = ConversationShown),
        (status = 409, description = "`not_taken_over`, or `version` is not the present one"),
    ),
)]
pub async fn delete_take_over(
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
    taken_over: bool,
) -> Result<Json<ConversationShown>, ActionError> {
    let command = SetTakenOver {
        conversation: id,
        taken_over,
        version: query.version,
    };
    let changed = take_over::run(app, &identity.viewer, command).await?;
    shown(app, &identity.viewer, changed).await
}
