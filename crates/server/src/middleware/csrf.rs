//! No other site makes a signed-in browser change anything: every unsafe request with a session brings the
//! session's token, and none that a browser sends may come from another origin.

use axum::RequestExt as _;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, HeaderMap, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

use super::{CurrentSession, multipart};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{Identity, Via};

const FIELD: &str = "csrf";
const HEADER: &str = "x-csrf-token";

pub(super) async fn check(
    State(app): State<App>,
    identity: Identity,
    request: Request,
    next: Next,
) -> Response {
    // A token in a header is something that no browser adds by itself.
    if request.method().is_safe() || identity.via == Via::Token {
        return next.run(request).await;
    }
    let checked = match request.extensions().get::<CurrentSession>().copied() {
        Some(session) => check_session(&app, session, request).await,
        None => check_without_session(&app, request),
    };
    match checked {
        Ok(request) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

/// The token as a form carries it: different in every answer, so that its compressed length betrays nothing.
pub(super) fn mask(csrf: &[u8; 32], pad: [u8; 32]) -> String {
    let mut masked = [0; 64];
    let (left, right) = masked.split_at_mut(32);
    left.copy_from_slice(&pad);
    for (out, (a, b)) in right.iter_mut().zip(csrf.iter().zip(&pad)) {
        *out = a ^ b;
    }
    URL_SAFE_NO_PAD.encode(masked)
}

fn matches(csrf: &[u8; 32], sent: &str) -> bool {
    let Ok(masked) = URL_SAFE_NO_PAD.decode(sent) else {
        return false;
    };
    let Some((pad, hidden)) = masked
        .split_at_checked(32)
        .filter(|(_, hidden)| hidden.len() == 32)
    else {
        return false;
    };
    let sent: Vec<u8> = pad.iter().zip(hidden).map(|(a, b)| a ^ b).collect();
    csrf.as_slice().ct_eq(&sent).into()
}

async fn check_session(
    app: &App,
    session: CurrentSession,
    request: Request,
) -> Result<Request, ActionError> {
    if comes_from(app, request.headers()) == Origin::Foreign {
        return Err(foreign());
    }
    let in_header = request
        .headers()
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let (sent, request) = match in_header {
        Some(sent) => (Some(sent), request),
        None if is_form(request.headers()) => from_form(request).await?,
        None if multipart::boundary(request.headers()).is_some() => {
            multipart::first_field(request, FIELD).await?
        }
        None => (None, request),
    };
    if sent.is_some_and(|sent| matches(&session.csrf, &sent)) {
        Ok(request)
    } else {
        Err(ActionError::forbidden(
            "csrf",
            "The form is out of date. Load the page again and repeat; a program sends the token in X-CSRF-Token.",
        ))
    }
}

/// Signing in and choosing a language happen without a session. There the origin alone decides, and must be stated;
/// every browser does. An API request without credentials is left to the guard.
fn check_without_session(app: &App, request: Request) -> Result<Request, ActionError> {
    let is_api = request.uri().path().starts_with("/api/");
    match comes_from(app, request.headers()) {
        Origin::Own => Ok(request),
        Origin::Unstated if is_api => Ok(request),
        Origin::Unstated | Origin::Foreign => Err(foreign()),
    }
}

fn foreign() -> ActionError {
    ActionError::forbidden(
        "foreign_origin",
        "This change was asked for by a page of another site.",
    )
}

#[derive(Debug, PartialEq, Eq)]
enum Origin {
    Own,
    Foreign,
    Unstated,
}

fn comes_from(app: &App, headers: &HeaderMap) -> Origin {
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or("unreadable"))
    };
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => return Origin::Own,
        Some(_) => return Origin::Foreign,
        None => {}
    }
    // Older browsers state only the origin. `Host` is what a client says; it counts only while nobody has said
    // where this service is.
    let Some(origin) = text(ORIGIN.as_str()) else {
        return Origin::Unstated;
    };
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    let server = &app.config.server;
    let own = origin == server.public_url.trim_end_matches('/');
    let is_host = authority.is_some() && authority == text(HOST.as_str());
    if own || (is_host && !server.says_where_it_is()) {
        Origin::Own
    } else {
        Origin::Foreign
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| {
        kind.trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}

/// Reads the field and puts the body back. Its length is limited by then.
async fn from_form(request: Request) -> Result<(Option<String>, Request), ActionError> {
    let (parts, body) = request.with_limited_body().into_parts();
    let bytes = to_bytes(body, usize::MAX)
        .await
        .map_err(|_| ActionError::TooLarge)?;
    let form = std::str::from_utf8(&bytes).unwrap_or_default();
    let mut pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    // The alphabet of the token needs no escapes.
    let sent = pairs
        .find(|(name, _)| *name == FIELD)
        .map(|(_, value)| value.to_owned());
    Ok((sent, Request::from_parts(parts, Body::from(bytes))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_token_matches_its_own_session_only() {
        let csrf = [7; 32];
        for pad in [[0; 32], [7; 32], [255; 32]] {
            assert!(matches(&csrf, &mask(&csrf, pad)));
            assert!(!matches(&[8; 32], &mask(&csrf, pad)));
        }
        assert_ne!(mask(&csrf, [1; 32]), mask(&csrf, [2; 32]));
        for bad in [
            "",
            "AAAA",
            "not base64!",
            &URL_SAFE_NO_PAD.encode([7; 32]),
            &URL_SAFE_NO_PAD.encode([7; 65]),
        ] {
            assert!(!matches(&csrf, bad), "{bad}");
        }
    }
}
