//! No body is larger than its route allows. A length that is announced is refused before a byte of it is read.

use axum::RequestExt as _;
use axum::body::HttpBody as _;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::ActionError;

const IMPORT: &str = "/api/v1/import";

/// Whether the request brings an import, which has limits of its own.
pub(super) fn is_import(request: &Request) -> bool {
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map(MatchedPath::as_str);
    request.method() == Method::POST && path == Some(IMPORT)
}

pub(super) async fn limit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let limits = &app.config.limits;
    let bytes = if is_import(&request) {
        limits.import_bytes
    } else {
        limits.body_bytes
    };
    if request.body().size_hint().lower() > bytes {
        return ActionError::TooLarge.into_response();
    }
    // A body of unknown length is cut off where it becomes too long, for extractors and for readers of the raw body.
    DefaultBodyLimit::max(usize::try_from(bytes).unwrap_or(usize::MAX)).apply(&mut request);
    next.run(request.with_limited_body()).await
}
