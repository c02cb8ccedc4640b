//! `POST /sign-out`.

use axum::Extension;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use crate::actions::sign_in::sign_out::sign_out;
use crate::app::App;
use crate::error::ActionError;
use crate::middleware::{CurrentSession, SessionCookie};
use crate::pages::views::notice::Notice;

/// A request without a session, such as a second click, ends in the same place.
pub async fn submit(
    State(app): State<App>,
    session: Option<Extension<CurrentSession>>,
) -> Result<Response, ActionError> {
    if let Some(Extension(session)) = session {
        sign_out(&app, session.token_hash).await?;
    }
    let mut response =
        Redirect::to(&format!("/sign-in?notice={}", Notice::SignedOut.code())).into_response();
    if let Some(cookie) = SessionCookie::clear() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
