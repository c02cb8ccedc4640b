//! "No reply needed" over the API, and the buyer's objection to it.

use axum::Json;
use axum::extract::{Path, State};
use rules::ids::ConversationId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shown::{ConversationShown, shown};
use crate::actions::conversations::no_reply::{self, MarkNoReplyNeeded};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Why the waiting message needs no reply.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoReplyNeededBody {
    /// 1 to 500 characters in one line; the buyer sees it.
    reason: String,
    /// The version that this was decided on; the change is refused where it is not the present one.
    version: Option<i64>,
}

/// Say that the waiting message needs no reply
#[utoipa::path(
    put,
    path = "/api/v1/conversations/{conversation}/no-reply-needed",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    request_body = NoReplyNeededBody,
    responses(
        (status = 200, description = "The deadline is waived; the buyer may object", body = ConversationShown),
        (status = 409, description = "`nothing_waits`, `buyer_objected`, or `version` is not the present one"),
    ),
)]
pub async fn put_no_reply_needed(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Json(body): Json<NoReplyNeededBody>,
) -> Result<Json<ConversationShown>, ActionError> {
    let command = MarkNoReplyNeeded {
        conversation: id,
        reason: body.reason,
        version: body.version,
    };
    let changed = no_reply::mark(&app, &identity.viewer, command).await?;
    shown(&app, &identity.viewer, changed).await
}

/// Object to "no reply needed"
///
/// The deadline is back as it was, and a closed conversation is open again.
#[utoipa::path(
    post,
    path = "/api/v1/conversations/{conversation}/objection",
    tag = "conversations",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses(
        (status = 200, description = "The seller owes a reply again", body = ConversationShown),
        (status = 409, description = "`not_waived`: nobody said that no reply is needed"),
    ),
)]
pub async fn post_objection(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationShown>, ActionError> {
    let changed = no_reply::object_to(&app, &identity.viewer, id).await?;
    shown(&app, &identity.viewer, changed).await
}
