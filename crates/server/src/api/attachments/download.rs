//! Serving files, so that they can never run as a page: as what they are, to be saved, in a sandbox.
//! Images and videos may be shown.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use media::Kind;
use rules::ids::{AttachmentId, ConversationId};
use serde::Deserialize;
use store::attachments::{Attachment, Kept};

use super::disposition::disposition;
use super::range::{Asked, asked};
use super::shown_name;
use crate::actions::attachments::of_uploader;
use crate::actions::attachments::read::{self, Look};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

const CONTENT_SECURITY_POLICY: HeaderValue =
    HeaderValue::from_static("sandbox; default-src 'none'; img-src 'self'; media-src 'self'");
/// A file never changes under its id; only its reader's own browser keeps it.
const CACHED: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");
const THUMBNAIL_TYPE: HeaderValue = HeaderValue::from_static("image/jpeg");

/// Whether the file is to be shown rather than saved.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ShowQuery {
    /// `true`: images and videos are answered to be shown; everything else is always to be saved.
    #[serde(default)]
    show: bool,
}

/// A file that was sent
///
/// Staff give a reason first, see `POST /api/v1/conversations/{conversation}/reads`; each look is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/attachments/{attachment}",
    tag = "attachments",
    params(
        ("conversation" = Uuid, Path, description = "The conversation's id"),
        ("attachment" = Uuid, Path, description = "The file's id"),
        ShowQuery,
    ),
    responses(
        (status = 200, description = "The file as it is kept", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, description = "The part named in `Range`", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 304, description = "The reader has it, by `If-None-Match`"),
        (status = 416, description = "There is no such part"),
    ),
)]
pub async fn get_attachment(
    State(app): State<App>,
    identity: Identity,
    Path((conversation, id)): Path<(ConversationId, AttachmentId)>,
    Query(query): Query<ShowQuery>,
    headers: HeaderMap,
) -> Result<Response, ActionError> {
    let range = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok());
    let look = match range {
        Some(range) if !range.starts_with("bytes=0-") => Look::Further,
        _ => Look::Whole,
    };
    let file = read::run(&app, &identity.viewer, conversation, id, look).await?;
    let (kept, kind) = content(&file)?;
    let mut response = match asked(range, kept.bytes) {
        _ if is_known(&headers, kept) => StatusCode::NOT_MODIFIED.into_response(),
        Asked::Nothing => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            set(
                &mut response,
                header::CONTENT_RANGE,
                format!("bytes */{}", kept.bytes),
            );
            return Ok(response);
        }
        Asked::Everything => {
            let body = app.storage.read(id, 0..kept.bytes).await?;
            let mut response = body.into_response();
            set(
                &mut response,
                header::CONTENT_LENGTH,
                kept.bytes.to_string(),
            );
            response
        }
        Asked::Part(part) => {
            let (first, last) = (part.start, part.end - 1);
            let body = app.storage.read(id, part).await?;
            let mut response = (StatusCode::PARTIAL_CONTENT, body).into_response();
            let range = format!("bytes {first}-{last}/{}", kept.bytes);
            set(&mut response, header::CONTENT_RANGE, range);
            set(
                &mut response,
                header::CONTENT_LENGTH,
                (last + 1 - first).to_string(),
            );
            response
        }
    };
    let shown = query.show && (kind.is_image() || kind.is_video());
    let fallback = || format!("file.{}", kind.code());
    let name = shown_name(&file).unwrap_or_else(fallback);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, disposition(shown, &name));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(kind.media_type()),
    );
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    set(&mut response, header::ETAG, etag(kept));
    Ok(guarded(response))
}

/// A small JPEG of a file that was sent
#[utoipa::path(
    get,
    path = "/api/v1/conversations/{conversation}/attachments/{attachment}/thumbnail",
    tag = "attachments",
    params(
        ("conversation" = Uuid, Path, description = "The conversation's id"),
        ("attachment" = Uuid, Path, description = "The file's id"),
    ),
    responses((status = 200, description = "A JPEG of at most 480 pixels each way", body = Vec<u8>, content_type = "image/jpeg")),
)]
pub async fn get_thumbnail(
    State(app): State<App>,
    identity: Identity,
    Path((conversation, id)): Path<(ConversationId, AttachmentId)>,
) -> Result<Response, ActionError> {
    let file = read::run(&app, &identity.viewer, conversation, id, Look::Thumbnail).await?;
    thumbnail(&app, &file).await
}

/// A small JPEG of an unsent file of one's own
#[utoipa::path(
    get,
    path = "/api/v1/uploads/{upload}/thumbnail",
    tag = "attachments",
    params(("upload" = Uuid, Path, description = "The upload's id")),
    responses((status = 200, description = "A JPEG of at most 480 pixels each way", body = Vec<u8>, content_type = "image/jpeg")),
)]
pub async fn get_upload_thumbnail(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<AttachmentId>,
) -> Result<Response, ActionError> {
    let file = of_uploader::run(&app, &identity.viewer, id).await?;
    thumbnail(&app, &file).await
}

async fn thumbnail(app: &App, file: &Attachment) -> Result<Response, ActionError> {
    let (kept, _) = content(file)?;
    if !kept.has_thumbnail {
        return Err(ActionError::NotFound);
    }
    let body = app.storage.read_thumbnail(file.id).await?;
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, THUMBNAIL_TYPE);
    headers.insert(
        header::CONTENT_DISPOSITION,
        disposition(true, "thumbnail.jpg"),
    );
    Ok(guarded(response))
}

fn content(file: &Attachment) -> Result<(&Kept, Kind), ActionError> {
    let kept = file.kept.as_ref();
    let kind = kept.and_then(|kept| Kind::from_code(&kept.kind));
    kept.zip(kind).ok_or(ActionError::NotFound)
}

fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    headers.insert(header::CACHE_CONTROL, CACHED);
    response
}

fn etag(kept: &Kept) -> String {
    format!("\"{}\"", archive::hex(&kept.sha256_kept))
}

fn is_known(headers: &HeaderMap, kept: &Kept) -> bool {
    let known = headers.get(header::IF_NONE_MATCH);
    known.is_some_and(|known| *known == etag(kept).as_str())
}

/// Numbers and hexadecimal digits alone, so that they always are a header's value.
fn set(response: &mut Response, name: header::HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}
