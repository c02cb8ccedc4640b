//! A page of the demonstration's marketplace, on an origin of its own: the snippet as a marketplace would use it.

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::json;

use super::enter::sign;
use super::script::BUYER;
use crate::app::App;
use crate::error::ActionError;

const PAGE: &str = include_str!("storefront.html");
const STYLE: &str = include_str!("storefront.css");

/// The page, its style, and what signs hand-offs for the buyer who is signed in there.
pub fn storefront(app: &App) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/storefront.css", get(style))
        .route("/hand-off", post(hand_off))
        .route("/hand-off-of-a-stranger", post(stranger))
        .with_state(app.clone())
}

/// With a policy as strict as one can be that still lets the snippet in.
async fn page(State(app): State<App>) -> Response {
    let dopis = &app.config.server.public_url;
    let policy = format!(
        "default-src 'none'; script-src {dopis}; style-src 'self'; connect-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    );
    let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
    (headers, Html(PAGE.replace("{dopis}", dopis))).into_response()
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// Only its own pages may ask for a hand-off.
async fn hand_off(State(app): State<App>, headers: HeaderMap) -> Result<Response, ActionError> {
    let from = headers.get("sec-fetch-site");
    if from.is_some_and(|from| from != "same-origin") {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let token = sign(&app, json!({ "kind": "buyer", "sub": BUYER }))?;
    let never = [(header::CACHE_CONTROL, "no-store")];
    Ok((never, Json(json!({ "token": token }))).into_response())
}

async fn stranger() -> StatusCode {
    StatusCode::UNAUTHORIZED
}
