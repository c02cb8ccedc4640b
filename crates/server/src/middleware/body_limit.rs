//! No body is larger than its route allows. A length that is announced is refused before a byte of it is read.

use axum::RequestExt as _;
use axum::body::HttpBody as _;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use rules::attachment::{FILE_MAX_BYTES, FILES_MAX};

use super::multipart;
use crate::app::App;
use crate::error::ActionError;

const IMPORT: &str = "/api/v1/import";

/// Routes that take the bytes of a file, whole or a piece of it.
const FILE: [(Method, &str); 2] = [
    (Method::POST, "/api/v1/attachments"),
    (Method::PUT, "/api/v1/uploads/{upload}/bytes"),
];
/// Forms that may bring files along.
const FORMS: [&str; 5] = [
    "/conversations",
    "/conversations/{id}/messages",
    "/conversations/{id}/insertion",
    "/conversations/{id}/draft",
    "/staff/dossiers",
];
const COMPLETION: &str = "/api/v1/uploads/{upload}/completion";

/// More than a message may have, so that what is too much can be told by name and the rest of the form is not lost;
/// it is read past and not kept.
const FORM_FILES_MAX_BYTES: u64 = FILES_MAX as u64 * FILE_MAX_BYTES;

/// What a request brings, by its route; each has limits of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brought {
    Ordinary,
    Import,
    /// A file, or a piece of one.
    File,
    /// A form with files.
    Files,
    /// Nothing, and all pieces of a file are put together and looked into.
    Completion,
}

pub(super) fn brought_by(request: &Request) -> Brought {
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or("", MatchedPath::as_str);
    let is_post = request.method() == Method::POST;
    if is_post && path == IMPORT {
        return Brought::Import;
    }
    if FILE.contains(&(request.method().clone(), path)) {
        return Brought::File;
    }
    if is_post && path == COMPLETION {
        return Brought::Completion;
    }
    match is_post && FORMS.contains(&path) && multipart::boundary(request.headers()).is_some() {
        true => Brought::Files,
        false => Brought::Ordinary,
    }
}

pub(super) async fn limit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let limits = &app.config.limits;
    let bytes = match brought_by(&request) {
        Brought::Import => limits.import_bytes,
        Brought::Files => limits.body_bytes + FORM_FILES_MAX_BYTES,
        Brought::File => FILE_MAX_BYTES,
        Brought::Ordinary | Brought::Completion => limits.body_bytes,
    };
    if request.body().size_hint().lower() > bytes {
        return ActionError::TooLarge.into_response();
    }
    // A body of unknown length is cut off where it becomes too long, for extractors and for readers of the raw body.
    DefaultBodyLimit::max(usize::try_from(bytes).unwrap_or(usize::MAX)).apply(&mut request);
    next.run(request.with_limited_body()).await
}
