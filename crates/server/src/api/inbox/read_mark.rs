//! How far the agent or buyer who asks has read a conversation, over the API.

use axum::Json;
use axum::extract::{Path, State};
use rules::ids::ConversationId;
use rules::inbox::ReadMark;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::conversations::read_mark::{self, Marking};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What has happened to one's own mark.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "marking", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReadMarkBody {
    /// A person was shown the messages up to this one. The other side learns of it, and nothing takes it back.
    Shown {
        /// The `sequence` of the last message that was shown.
        up_to: u32,
    },
    /// All of it counts as read without having been shown; the other side learns nothing.
    PutAside {},
    /// To be read once more; for agents. What was shown stays shown.
    KeptUnread {},
}

/// How far the agent or buyer has read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadMarkShown {
    /// Messages up to this `sequence` count as read.
    read_up_to: u32,
    /// Messages up to this one were shown.
    seen_up_to: u32,
    /// Is to be read once more.
    kept_unread: bool,
}

/// One's own read mark
///
/// Programs and staff have none. Reading messages over the API moves no mark.
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/read-mark",
    tag = "inbox",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    responses((status = 200, description = "The mark; zeros for somebody who never looked", body = ReadMarkShown)),
)]
pub async fn get_read_mark(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<ReadMarkShown>, ActionError> {
    let mark = read_mark::find(&app, &identity.viewer, id).await?;
    Ok(Json(mark.into()))
}

/// Move one's own read mark
#[utoipa::path(
    put,
    path = "/api/v1/conversations/{conversation}/read-mark",
    tag = "inbox",
    params(("conversation" = Uuid, Path, description = "The conversation's id")),
    request_body = ReadMarkBody,
    responses(
        (status = 200, description = "The mark as it is now", body = ReadMarkShown),
        (status = 422, description = "`agents_only`: buyers keep nothing as unread"),
    ),
)]
pub async fn put_read_mark(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Json(body): Json<ReadMarkBody>,
) -> Result<Json<ReadMarkShown>, ActionError> {
    let marking = match body {
        ReadMarkBody::Shown { up_to } => Marking::Shown { up_to },
        ReadMarkBody::PutAside {} => Marking::PutAside,
        ReadMarkBody::KeptUnread {} => Marking::KeptUnread,
    };
    let mark = read_mark::run(&app, &identity.viewer, id, marking).await?;
    Ok(Json(mark.into()))
}

impl From<ReadMark> for ReadMarkShown {
    fn from(mark: ReadMark) -> ReadMarkShown {
        ReadMarkShown {
            read_up_to: mark.read_up_to,
            seen_up_to: mark.seen_up_to,
            kept_unread: mark.kept_unread,
        }
    }
}
