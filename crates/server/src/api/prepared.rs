//! Files that take long, over the API: asked for, looked at, and fetched once they are ready.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use rules::ids::{BuyerId, ConversationId, PreparedFileId};
use serde::{Deserialize, Serialize};
use store::prepared_files::{Content, PreparedFile, Progress};
use utoipa::{OpenApi, ToSchema};

use crate::actions::{buyer_data, prepared};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::pages::prepared::file_response;
use crate::viewer::Identity;

/// How the parts for people are worded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnDataBody {
    /// `sl` or `en`; without it that of the account, else Slovene.
    language: Option<String>,
}

/// Why staff ask for all that is kept of a buyer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerDataBody {
    /// One line of at most 500 characters. The buyer sees that staff asked, and not the reason.
    reason: String,
    /// `sl` or `en`; without it that of the account, else Slovene.
    language: Option<String>,
}

/// A file that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreparedShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: PreparedFileId,
    /// `buyer_data` or `dossier`.
    pub kind: &'static str,
    /// Whose data it is.
    #[schema(value_type = Option<String>)]
    pub buyer: Option<BuyerId>,
    /// Which conversation's dossier it is.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub conversation: Option<ConversationId>,
    pub language: String,
    /// `waiting`, `ready` or `failed`.
    pub state: &'static str,
    /// Once it is ready.
    pub bytes: Option<u64>,
    /// SHA-256 in hexadecimal, once it is ready.
    pub sha256: Option<String>,
    /// Where its bytes are, once it is ready.
    pub path: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    /// From this instant on it is not offered any more.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// Files that were asked for, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreparedFiles {
    pub items: Vec<PreparedShown>,
}

/// The files that were prepared for you
///
/// All of them, the newest first; there are never more than twenty. Each is offered for seven days.
#[utoipa::path(
    get,
    path = "/api/v1/files",
    tag = "files",
    responses((status = 200, description = "What the caller asked for", body = PreparedFiles)),
)]
pub async fn get_files(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<PreparedFiles>, ActionError> {
    let files = prepared::list(&app, &identity.viewer).await?;
    Ok(Json(PreparedFiles {
        items: files.iter().map(PreparedShown::of).collect(),
    }))
}

/// One of them
#[utoipa::path(
    get,
    path = "/api/v1/files/{file}",
    tag = "files",
    params(("file" = Uuid, Path, description = "The file's id")),
    responses((status = 200, description = "How far it has come", body = PreparedShown)),
)]
pub async fn get_file(
    State(app): State<App>,
    identity: Identity,
    Path(file): Path<PreparedFileId>,
) -> Result<Json<PreparedShown>, ActionError> {
    let found = prepared::find(&app, &identity.viewer, file).await?;
    Ok(Json(PreparedShown::of(&found)))
}

/// Its bytes
///
/// Fetching all that is kept of a buyer is recorded, and so is each look of staff into a conversation.
#[utoipa::path(
    get,
    path = "/api/v1/files/{file}/content",
    tag = "files",
    params(("file" = Uuid, Path, description = "The file's id")),
    responses(
        (status = 200, description = "The ZIP", body = Vec<u8>, content_type = "application/zip"),
        (status = 409, description = "`not_ready_yet`, `file_failed` or `file_gone`; the detail says what to do"),
    ),
)]
pub async fn get_file_content(
    State(app): State<App>,
    identity: Identity,
    Path(file): Path<PreparedFileId>,
) -> Result<Response, ActionError> {
    Ok(file_response(
        prepared::fetch(&app, &identity.viewer, file).await?,
    ))
}

/// Ask for all that is kept of you
///
/// A ZIP for people (PDF) and for programs (JSON), with the files that you sent and got: profile, orders, conversations
/// as you may see them, drafts, what was found in your messages and decided about them, who of the marketplace looked,
/// sessions. It is made by a job; ask `GET /api/v1/files/{file}` whether it is ready.
#[utoipa::path(
    post,
    path = "/api/v1/my-data",
    tag = "files",
    request_body = OwnDataBody,
    responses(
        (status = 202, description = "It is being made; `Location` says where to ask for it", body = PreparedShown),
        (status = 409, description = "`too_many_files`: fetch those that are ready first"),
    ),
)]
pub async fn post_my_data(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<OwnDataBody>,
) -> Result<Response, ActionError> {
    let language = language_of(&identity, body.language.as_deref())?;
    let file = buyer_data::ask_own(&app, &identity.viewer, language).await?;
    Ok(accepted(&file))
}

/// Ask for all that is kept of a buyer
///
/// For staff who answer a buyer's request: the same file that the buyer would get. It is offered to whoever asked.
#[utoipa::path(
    post,
    path = "/api/v1/buyers/{buyer}/data",
    tag = "files",
    params(("buyer" = String, Path, description = "The marketplace's id of the buyer")),
    request_body = BuyerDataBody,
    responses(
        (status = 202, description = "It is being made; `Location` says where to ask for it", body = PreparedShown),
        (status = 409, description = "`too_many_files`: fetch those that are ready first"),
    ),
)]
pub async fn post_buyer_data(
    State(app): State<App>,
    identity: Identity,
    Path(buyer): Path<BuyerId>,
    Json(body): Json<BuyerDataBody>,
) -> Result<Response, ActionError> {
    let language = language_of(&identity, body.language.as_deref())?;
    let viewer = &identity.viewer;
    let file = buyer_data::ask_as_staff(&app, viewer, buyer, language, &body.reason).await?;
    Ok(accepted(&file))
}

/// The language that was asked for.
pub fn language_of(identity: &Identity, tag: Option<&str>) -> Result<Language, ActionError> {
    match tag {
        None => Ok(identity.language),
        Some(tag) => Language::from_tag(tag).ok_or_else(|| {
            ActionError::invalid("unknown_language", "This file is made in `sl` or `en`.")
        }),
    }
}

/// Where a file will be.
pub fn accepted(file: &PreparedFile) -> Response {
    let location = [(header::LOCATION, format!("/api/v1/files/{}", file.id))];
    (
        StatusCode::ACCEPTED,
        location,
        Json(PreparedShown::of(file)),
    )
        .into_response()
}

impl PreparedShown {
    fn of(file: &PreparedFile) -> PreparedShown {
        let (kind, buyer, conversation) = match &file.content {
            Content::BuyerData(buyer) => ("buyer_data", Some(buyer.clone()), None),
            Content::Dossier(conversation) => ("dossier", None, Some(*conversation)),
        };
        let (state, ready) = match &file.progress {
            Progress::Waiting => ("waiting", None),
            Progress::Ready(ready) => ("ready", Some(ready)),
            Progress::Failed => ("failed", None),
        };
        PreparedShown {
            id: file.id,
            kind,
            buyer,
            conversation,
            language: file.language.clone(),
            state,
            bytes: ready.map(|ready| ready.bytes),
            sha256: ready.map(|ready| archive::hex(&ready.sha256)),
            path: ready.map(|_| format!("/api/v1/files/{}/content", file.id)),
            asked_at: file.asked_at,
            expires_at: file.expires_at,
        }
    }
}

#[derive(OpenApi)]
#[openapi(paths(get_files, get_file, get_file_content, post_my_data, post_buyer_data))]
pub(super) struct Described;
