//! `POST /language`: for the session, and in a cookie for the time without one.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use serde::Deserialize;

use super::local_path::local_path;
use crate::actions::sign_in::switch_language::switch_language;
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::middleware::{CurrentSession, language_cookie};

#[derive(Debug, Deserialize)]
pub struct Chosen {
    language: String,
    back: Option<String>,
}

pub async fn submit(
    State(app): State<App>,
    session: Option<Extension<CurrentSession>>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, ActionError> {
    let language = Language::from_tag(&chosen.language)
        .ok_or_else(|| ActionError::invalid("language", "language must be sl or en."))?;
    if let Some(Extension(session)) = session {
        switch_language(&app, session.token_hash, language).await?;
    }
    let mut response = Redirect::to(local_path(chosen.back.as_deref())).into_response();
    if let Some(cookie) = language_cookie(language) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
