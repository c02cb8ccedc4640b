//! `GET /embed.js`: the script that marketplaces put on their own pages. The one answer that other origins may use.

use std::sync::OnceLock;

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const SCRIPT: &str = include_str!("../../assets/embed.js");

/// Its address never changes, so that it must be asked for again.
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

pub async fn show(request: HeaderMap) -> Response {
    let etag = etag();
    let headers = [
        (header::CACHE_CONTROL, AN_HOUR),
        (header::ETAG, etag.clone()),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/javascript; charset=utf-8"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ),
        // For pages that name the script's hash in `integrity`; it says nothing about anybody.
        (
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ),
    ];
    let known = request.get(header::IF_NONE_MATCH);
    match known.is_some_and(|known| known == etag) {
        true => (StatusCode::NOT_MODIFIED, headers).into_response(),
        false => (headers, SCRIPT).into_response(),
    }
}

fn etag() -> &'static HeaderValue {
    static ETAG: OnceLock<HeaderValue> = OnceLock::new();
    ETAG.get_or_init(|| {
        let hash = Sha256::digest(SCRIPT.as_bytes());
        let hash: String = hash
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        HeaderValue::from_str(&format!("\"{hash}\"")).unwrap_or(HeaderValue::from_static("\"\""))
    })
}
