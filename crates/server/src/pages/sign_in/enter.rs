//! `GET /enter`: where the marketplace sends people who are signed in there.

use axum::extract::{OriginalUri, Query, State};
use axum::http::header::{HeaderMap, REFERRER_POLICY};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::form::with_session;
use super::local_path::local_path;
use crate::actions::sign_in::enter::{self, EnterRefused};
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::middleware::SessionCookie;
use crate::pages::frame::frame;
use crate::pages::rendered;
use crate::pages::views::entrance::{EnterFailedPage, EnterFailure};
use crate::viewer::Identity;

#[derive(Deserialize)]
pub struct HandedOff {
    #[serde(default)]
    token: String,
    to: Option<String>,
}

pub async fn show(
    State(app): State<App>,
    identity: Identity,
    device: Device,
    method: Method,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Query(handed_off): Query<HandedOff>,
) -> Result<Response, ActionError> {
    if !is_visit(&method, &headers) {
        return Err(ActionError::forbidden(
            "not_a_visit",
            "This address is for a browser that opens it as a page, not for fetching ahead or embedding.",
        ));
    }
    let entered = enter::enter(
        &app,
        &handed_off.token,
        &device,
        SessionCookie::hash(&headers),
    )
    .await;
    let why = match entered {
        Ok(beginning) => {
            return Ok(with_session(
                &beginning,
                local_path(handed_off.to.as_deref()),
            ));
        }
        Err(EnterRefused::Action(error)) => return Err(error),
        Err(EnterRefused::Expired) => EnterFailure::Expired,
        Err(EnterRefused::AlreadyUsed) => EnterFailure::AlreadyUsed,
        Err(EnterRefused::Invalid) => EnterFailure::Invalid,
    };
    // The path without the query: the token goes into no link and no form.
    let page = EnterFailedPage {
        page: frame(&app, &identity, uri.path()),
        why,
        marketplace_url: None,
    };
    let mut response = (StatusCode::UNAUTHORIZED, Html(rendered(&page)?)).into_response();
    response
        .headers_mut()
        .insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// A prefetched, embedded or merely examined address must not use a single-use token up.
fn is_visit(method: &Method, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .any(|name| {
            text(name).is_some_and(|value| value.contains("prefetch") || value.contains("preview"))
        });
    let embedded = text("sec-fetch-dest").is_some_and(|destination| destination != "document");
    *method == Method::GET && !ahead && !embedded
}

impl std::fmt::Debug for HandedOff {
    /// Without the token.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("HandedOff")
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}
