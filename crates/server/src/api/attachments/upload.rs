//! Uploading a file in pieces: begin, send bytes, ask how many are there, finish.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::Timestamp;
use rules::attachment::{AttachmentState, UNBOUND_LIVE};
use rules::ids::{AttachmentId, ConversationId, SellerId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::attachments::Attachment;
use utoipa::ToSchema;

use super::AttachmentShown;
use crate::actions::attachments::begin::{self, BeginUpload, Place};
use crate::actions::attachments::{append, cancel, finish, of_uploader};
use crate::app::App;
use crate::error::{ActionError, Members};
use crate::viewer::Identity;

/// A file to be uploaded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadBody {
    /// The conversation into which it is to be sent.
    #[schema(value_type = Option<String>, format = Uuid)]
    conversation: Option<ConversationId>,
    /// The seller, for a conversation that is still to be opened; agents may leave it out.
    #[schema(value_type = Option<String>)]
    seller: Option<SellerId>,
    name: String,
    /// Size of the whole file, at most 10,000,000.
    bytes: u64,
}

/// Where the next bytes begin.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OffsetQuery {
    /// How many bytes of the file come before these.
    offset: u64,
}

/// How far an upload has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadShown {
    /// Name it in `attachments` of the message that the file goes with.
    #[schema(value_type = String, format = Uuid)]
    pub id: AttachmentId,
    /// `uploading`, `ready` (it can go with a message) or `sent`.
    pub state: &'static str,
    /// How many bytes are there; the next ones begin here.
    pub offset: u64,
    /// Size of the whole file.
    pub bytes: u64,
    /// An unsent file is deleted then.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// What was kept; `null` while it is uploading.
    pub attachment: Option<AttachmentShown>,
}

/// Begin uploading a file
///
/// Send its bytes to `PUT /api/v1/uploads/{upload}/bytes`, in pieces of any size, then `POST …/completion`.
/// A connection that breaks costs only the piece under way: `GET /api/v1/uploads/{upload}` says where to go on.
#[utoipa::path(
    post,
    path = "/api/v1/uploads",
    tag = "attachments",
    request_body = UploadBody,
    responses(
        (status = 201, description = "It has begun", body = UploadShown),
        (status = 404, description = "There is no such conversation or seller that the viewer can see"),
    ),
)]
pub async fn post_upload(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<UploadBody>,
) -> Result<(StatusCode, Json<UploadShown>), ActionError> {
    let command = BeginUpload {
        place: place(body.conversation, body.seller),
        name: body.name,
        bytes: body.bytes,
    };
    let file = begin::run(&app, &identity.viewer, command).await?;
    Ok((StatusCode::CREATED, Json(UploadShown::of(&file))))
}

/// How far an upload has come
#[utoipa::path(
    get,
    path = "/api/v1/uploads/{upload}",
    tag = "attachments",
    params(("upload" = Uuid, Path, description = "The upload's id")),
    responses((status = 200, description = "The upload", body = UploadShown)),
)]
pub async fn get_upload(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AttachmentId>,
) -> Result<Json<UploadShown>, ActionError> {
    let file = of_uploader::run(&app, &identity.viewer, id).await?;
    Ok(Json(UploadShown::of(&file)))
}

/// Send the next bytes of a file
///
/// Refused with `wrong_offset` where other bytes are the next; the member `offset` then says which.
#[utoipa::path(
    put,
    path = "/api/v1/uploads/{upload}/bytes",
    tag = "attachments",
    params(("upload" = Uuid, Path, description = "The upload's id"), OffsetQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "They are there", body = UploadShown),
        (status = 409, description = "`wrong_offset`: other bytes are the next; `upload_complete`: none are missing"),
    ),
)]
pub async fn put_bytes(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AttachmentId>,
    Query(query): Query<OffsetQuery>,
    bytes: Bytes,
) -> Response {
    match append::run(&app, &identity.viewer, id, query.offset, bytes).await {
        Ok(file) => Json(UploadShown::of(&file)).into_response(),
        Err(error) if error.told().code == "wrong_offset" => {
            let now = of_uploader::run(&app, &identity.viewer, id).await;
            let mut response = error.into_response();
            if let (Ok(file), serde_json::Value::Object(mut members)) = (now, json!({})) {
                members.insert("offset".to_owned(), json!(file.received_bytes));
                response.extensions_mut().insert(Members(members));
            }
            response
        }
        Err(error) => error.into_response(),
    }
}

/// Finish an upload
///
/// The file is recognised by its content, cleaned of place, camera and comments, and kept.
/// One that is refused is deleted; the code says why.
#[utoipa::path(
    post,
    path = "/api/v1/uploads/{upload}/completion",
    tag = "attachments",
    params(("upload" = Uuid, Path, description = "The upload's id")),
    responses(
        (status = 200, description = "It is ready to go with a message", body = UploadShown),
        (status = 409, description = "`upload_incomplete`: bytes are missing"),
    ),
)]
pub async fn post_completion(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AttachmentId>,
) -> Result<Json<UploadShown>, ActionError> {
    let file = finish::run(&app, &identity.viewer, id).await?;
    Ok(Json(UploadShown::of(&file)))
}

/// Delete an unsent file
#[utoipa::path(
    delete,
    path = "/api/v1/uploads/{upload}",
    tag = "attachments",
    params(("upload" = Uuid, Path, description = "The upload's id")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`attachment_sent`: it went with a message and stays there"),
    ),
)]
pub async fn delete_upload(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AttachmentId>,
) -> Result<StatusCode, ActionError> {
    cancel::run(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A conversation where one is named, otherwise one that is still to be opened.
pub(super) fn place(conversation: Option<ConversationId>, seller: Option<SellerId>) -> Place {
    match conversation {
        Some(conversation) => Place::Conversation(conversation),
        None => Place::New(seller),
    }
}

impl UploadShown {
    pub(super) fn of(file: &Attachment) -> UploadShown {
        UploadShown {
            id: file.id,
            state: match file.state {
                AttachmentState::Uploading | AttachmentState::Swept => "uploading",
                AttachmentState::Ready => "ready",
                AttachmentState::Bound => "sent",
            },
            offset: file.received_bytes,
            bytes: file.announced_bytes,
            expires_at: file
                .created_at
                .saturating_add(UNBOUND_LIVE)
                .unwrap_or(Timestamp::MAX),
            attachment: AttachmentShown::of(file),
        }
    }
}
