//! `POST /theme`: light, dark, or as the reader's system has it; kept in a cookie, so that no page flashes first.

use axum::Form;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::local_path::local_path;
use crate::middleware::theme_cookie;
use crate::viewer::Theme;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// Empty for the system's.
    theme: String,
    back: Option<String>,
}

pub async fn submit(Form(chosen): Form<Chosen>) -> Response {
    let mut response = Redirect::to(local_path(chosen.back.as_deref())).into_response();
    if let Some(cookie) = theme_cookie(Theme::from_code(&chosen.theme)) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
