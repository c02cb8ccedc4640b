//! The style sheet, the scripts and the icon: compiled in, served under an address that contains their content's hash.

use std::fmt::Write as _;
use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const HASH_BYTES: usize = 8;
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The layer order comes first; within a layer the order of files does not matter.
const STYLES: &[&str] = &[
    include_str!("../../assets/css/layers.css"),
    include_str!("../../assets/css/tokens.css"),
    include_str!("../../assets/css/base.css"),
    include_str!("../../assets/css/page.css"),
    include_str!("../../assets/css/icon.css"),
    include_str!("../../assets/css/button.css"),
    include_str!("../../assets/css/menu.css"),
    include_str!("../../assets/css/field.css"),
    include_str!("../../assets/css/notice.css"),
    include_str!("../../assets/css/chip.css"),
    include_str!("../../assets/css/tabs.css"),
    include_str!("../../assets/css/rows.css"),
    include_str!("../../assets/css/label.css"),
    include_str!("../../assets/css/bulk.css"),
    include_str!("../../assets/css/settings-list.css"),
    include_str!("../../assets/css/thread.css"),
    include_str!("../../assets/css/beside.css"),
    include_str!("../../assets/css/message.css"),
    include_str!("../../assets/css/disclosure.css"),
    include_str!("../../assets/css/derivation.css"),
    include_str!("../../assets/css/composer.css"),
    include_str!("../../assets/css/attach.css"),
    include_str!("../../assets/css/files.css"),
    include_str!("../../assets/css/viewer.css"),
    include_str!("../../assets/css/aside.css"),
    include_str!("../../assets/css/table.css"),
    include_str!("../../assets/css/card.css"),
    include_str!("../../assets/css/live.css"),
    include_str!("../../assets/css/absence.css"),
    include_str!("../../assets/css/figure.css"),
    include_str!("../../assets/css/staff.css"),
    include_str!("../../assets/css/reference.css"),
    include_str!("../../assets/css/waiting.css"),
    include_str!("../../assets/css/components.css"),
    include_str!("../../assets/css/forced-colours.css"),
    include_str!("../../assets/css/print.css"),
    include_str!("../../assets/css/account.css"),
    include_str!("../../assets/css/writing.css"),
    include_str!("../../assets/css/found.css"),
    include_str!("../../assets/css/strike.css"),
];

const SCRIPTS: &[&str] = &[
    include_str!("../../assets/js/attach.js"),
    include_str!("../../assets/js/viewer.js"),
    include_str!("../../assets/js/character-count.js"),
    include_str!("../../assets/js/scripts-run.js"),
    include_str!("../../assets/js/choose-all.js"),
    include_str!("../../assets/js/copy-text.js"),
    include_str!("../../assets/js/keep-text.js"),
    include_str!("../../assets/js/at-that-instant.js"),
    include_str!("../../assets/js/topic.js"),
    include_str!("../../assets/js/draft.js"),
    include_str!("../../assets/js/found.js"),
    include_str!("../../assets/js/quick-reply.js"),
    include_str!("../../assets/js/suggest.js"),
    include_str!("../../assets/js/keys.js"),
    include_str!("../../assets/js/review-keys.js"),
    include_str!("../../assets/js/palette.js"),
    include_str!("../../assets/js/menu.js"),
    include_str!("../../assets/js/read-mark.js"),
    include_str!("../../assets/js/beside.js"),
    include_str!("../../assets/js/live-regions.js"),
    include_str!("../../assets/js/presence.js"),
    include_str!("../../assets/js/send-at-once.js"),
    include_str!("../../assets/js/live.js"),
    include_str!("../../assets/js/passkeys.js"),
];

/// A file as it is served.
#[derive(Debug)]
pub struct Asset {
    /// The path below the root, hash included.
    pub url: String,
    name: String,
    etag: HeaderValue,
    content_type: HeaderValue,
    body: String,
}

pub fn stylesheet() -> &'static Asset {
    static STYLESHEET: OnceLock<Asset> = OnceLock::new();
    STYLESHEET
        .get_or_init(|| Asset::new("dopis", "css", "text/css; charset=utf-8", STYLES.concat()))
}

pub fn script() -> &'static Asset {
    static SCRIPT: OnceLock<Asset> = OnceLock::new();
    // Braces keep the names of one behaviour out of the others.
    SCRIPT.get_or_init(|| {
        let body = SCRIPTS
            .iter()
            .map(|source| format!("{{\n{source}}}\n"))
            .collect();
        Asset::new("dopis", "js", "text/javascript; charset=utf-8", body)
    })
}

pub fn icon() -> &'static Asset {
    static ICON: OnceLock<Asset> = OnceLock::new();
    ICON.get_or_init(|| {
        Asset::new(
            "icon",
            "svg",
            "image/svg+xml",
            include_str!("../../assets/icon.svg").to_owned(),
        )
    })
}

/// `GET /assets/{name}`.
pub async fn show(Path(name): Path<String>, request: HeaderMap) -> Response {
    let Some(asset) = [stylesheet(), script(), icon()]
        .into_iter()
        .find(|asset| asset.name == name)
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let known = request
        .get(header::IF_NONE_MATCH)
        .is_some_and(|etag| *etag == asset.etag);
    let headers = [
        (header::CACHE_CONTROL, FOREVER),
        (header::ETAG, asset.etag.clone()),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (
        headers,
        [(header::CONTENT_TYPE, asset.content_type.clone())],
        asset.body.as_str(),
    )
        .into_response()
}

impl Asset {
    pub fn body(&self) -> &str {
        &self.body
    }

    fn new(stem: &str, extension: &str, content_type: &'static str, body: String) -> Self {
        let mut hash = String::new();
        for byte in Sha256::digest(body.as_bytes()).iter().take(HASH_BYTES) {
            // Writing to a String cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        let name = format!("{stem}-{hash}.{extension}");
        let etag = HeaderValue::from_str(&format!("\"{hash}\""))
            .unwrap_or(HeaderValue::from_static("\"\""));
        Self {
            url: format!("/assets/{name}"),
            name,
            etag,
            content_type: HeaderValue::from_static(content_type),
            body,
        }
    }
}
