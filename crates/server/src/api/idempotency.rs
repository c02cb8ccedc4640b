//! A POST with an `Idempotency-Key` is carried out once: sent again, it gets the same answer again.
//! Refusals are not kept, since they changed nothing; the same request may be tried again under its key.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use rules::access::Viewer;
use sha2::{Digest, Sha256};
use store::Tx;
use store::idempotency::{self, Answer, Begun, Key};
use uuid::Uuid;

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{Identity, actor};

/// Longest key, in characters.
pub(super) const KEY_MAX_CHARS: usize = 255;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Answers with a secret in them are kept nowhere.
const SECRET_ANSWERS: [&str; 2] = ["/api/v1/tokens", "/api/v1/sellers/{seller}/invitations"];

/// An import and a file are too large to be kept and can be sent again without a key; an unsent file is swept.
/// A dossier is made anew each time, and nothing keeps one that would outlive what is erased.
const WITHOUT_KEY: [&str; 3] = [
    "/api/v1/import",
    "/api/v1/attachments",
    "/api/v1/conversations/{conversation}/dossier",
];

/// What the key and the request make of the ids of what is created: the same request makes the same ids,
/// so that one which was carried out but not answered does nothing when it comes again.
#[derive(Debug, Clone, Copy, Default)]
pub struct IdempotentRequest(Option<[u8; 16]>);

impl IdempotentRequest {
    pub fn id<T>(self, wrap: impl FnOnce(Uuid) -> T) -> Option<T> {
        let bytes = self.0?;
        Some(wrap(uuid::Builder::from_custom_bytes(bytes).into_uuid()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotentRequest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

/// The layer around every POST of the API.
pub async fn keep(
    State(app): State<App>,
    identity: Identity,
    request: Request,
    next: Next,
) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let path = path.as_ref().map_or("", MatchedPath::as_str);
    let takes_key = request.method() == Method::POST && takes_key(path);
    match read_key(request.headers()) {
        Ok(Some(key)) if takes_key => {
            let keeps_body = !SECRET_ANSWERS.contains(&path);
            let once = once(&app, &identity.viewer, key, keeps_body, request, next);
            once.await.unwrap_or_else(IntoResponse::into_response)
        }
        Ok(_) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

/// Whether a POST to this path takes a key.
pub(super) fn takes_key(path: &str) -> bool {
    !WITHOUT_KEY.contains(&path)
}

async fn once(
    app: &App,
    viewer: &Viewer,
    key: String,
    keeps_body: bool,
    request: Request,
    next: Next,
) -> Result<Response, ActionError> {
    let limit = usize::try_from(app.config.limits.body_bytes).unwrap_or(usize::MAX);
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, limit)
        .await
        .map_err(|_| ActionError::TooLarge)?;
    let key = Key {
        request_hash: hash(&[
            parts.method.as_str().as_bytes(),
            parts.uri.to_string().as_bytes(),
            &body,
        ]),
        viewer: viewer_key(viewer),
        key,
    };
    match begin(app, &key).await? {
        Begun::New => {}
        Begun::Answered(answer) => return replay(answer, keeps_body),
        Begun::InProgress => {
            return Err(ActionError::conflict(
                "request_in_progress",
                "The same request is being carried out. Wait for its answer, or ask again later.",
            ));
        }
        Begun::OtherRequest => {
            return Err(ActionError::invalid(
                "idempotency_key_reused",
                "Idempotency-Key: this key was used for another request. Make a new one.",
            ));
        }
    }
    let mut request = Request::from_parts(parts, Body::from(body));
    request.extensions_mut().insert(seed(&key));
    finish(app, key, keeps_body, next.run(request).await).await
}

/// Keeps the answer of what was done, and gives the key back where nothing was.
async fn finish(
    app: &App,
    key: Key,
    keeps_body: bool,
    response: Response,
) -> Result<Response, ActionError> {
    if !response.status().is_success() {
        let given_back = app
            .db
            .write(async move |tx: &Tx| idempotency::give_back(tx, &key).await)
            .await;
        log_unkept(given_back);
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .map_err(|error| ActionError::Internal {
            operation: "reading an answer to keep it",
            source: error.into(),
        })?;
    let kept = if keeps_body { &body[..] } else { &[] };
    let answer = Answer {
        status: parts.status.as_u16(),
        response: String::from_utf8_lossy(kept).into_owned(),
    };
    let kept = app
        .db
        .write(async move |tx: &Tx| idempotency::answer(tx, &key, &answer).await)
        .await;
    log_unkept(kept);
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// What was done is done; sent again before the key is free, the request is said to be in progress.
fn log_unkept(kept: Result<(), store::DbError>) {
    if let Err(error) = kept {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "an answer was not kept under its idempotency key"
        );
    }
}

fn replay(answer: Answer, keeps_body: bool) -> Result<Response, ActionError> {
    if !keeps_body {
        return Err(ActionError::conflict(
            "answer_not_kept",
            "This was done before. Its answer held a secret and is not shown again.",
        ));
    }
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, answer.response.clone()).into_response();
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    if !answer.response.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

async fn begin(app: &App, key: &Key) -> Result<Begun, ActionError> {
    let now = app.now();
    let abandoned_before = now
        .saturating_sub(longest_request(app))
        .unwrap_or(Timestamp::MIN);
    let key = key.clone();
    app.db
        .write(async move |tx: &Tx| Ok(idempotency::begin(tx, &key, now, abandoned_before).await?))
        .await
}

/// After this time no request is still being carried out.
fn longest_request(app: &App) -> SignedDuration {
    let limit_ms = app
        .config
        .server
        .request_timeout_ms
        .saturating_add(app.config.database.timeout_ms);
    SignedDuration::from_millis(i64::try_from(limit_ms).unwrap_or(i64::MAX))
}

fn read_key(headers: &HeaderMap) -> Result<Option<String>, ActionError> {
    let Some(key) = headers.get(KEY) else {
        return Ok(None);
    };
    let key = key.to_str().ok().map(str::trim);
    match key.filter(|key| (1..=KEY_MAX_CHARS).contains(&key.len())) {
        Some(key) => Ok(Some(key.to_owned())),
        None => Err(ActionError::invalid(
            "invalid_idempotency_key",
            format!("Idempotency-Key: give 1 to {KEY_MAX_CHARS} characters of ASCII."),
        )),
    }
}

/// Names the caller; agents' ids are unique only within their seller.
fn viewer_key(viewer: &Viewer) -> String {
    let (kind, id) = actor(viewer);
    match viewer {
        Viewer::Agent { seller, .. } => format!("{kind}/{seller}/{id}"),
        _ => format!("{kind}/{id}"),
    }
}

fn seed(key: &Key) -> IdempotentRequest {
    let hash = hash(&[key.viewer.as_bytes(), key.key.as_bytes(), &key.request_hash]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    IdempotentRequest(Some(bytes))
}

/// Each part with its length, so that no two lists of parts look the same.
fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
