//! `/sign-in`: e-mail and password.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::{HeaderMap, LOCATION, REFERRER_POLICY, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use rules::access::Viewer;
use serde::Deserialize;

use super::local_path::local_path;
use crate::actions::sign_in::session::Beginning;
use crate::actions::sign_in::with_password::{Attempt, SignInRefused, sign_in};
use crate::app::App;
use crate::error::ActionError;
use crate::middleware::{ClientAddress, SessionCookie};
use crate::pages::frame::frame;
use crate::pages::rendered;
use crate::pages::views::entrance::{SignInPage, SignInRefusal};
use crate::viewer::Identity;

#[derive(Debug, Deserialize)]
pub struct Wanted {
    to: Option<String>,
}

/// `csrf` was looked at before.
#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
    next: Option<String>,
}

pub async fn show(
    State(app): State<App>,
    identity: Identity,
    Query(wanted): Query<Wanted>,
) -> Result<Response, ActionError> {
    let next = local_path(wanted.to.as_deref());
    if identity.viewer != Viewer::Anonymous {
        return Ok(Redirect::to(next).into_response());
    }
    form(&app, &identity, String::new(), next, None).map(IntoResponse::into_response)
}

pub async fn submit(
    State(app): State<App>,
    identity: Identity,
    address: ClientAddress,
    headers: HeaderMap,
    Form(credentials): Form<Credentials>,
) -> Result<Response, ActionError> {
    let next = local_path(credentials.next.as_deref());
    let attempt = Attempt {
        email: credentials.email.clone(),
        password: credentials.password,
        address,
        replaces: SessionCookie::hash(&headers),
    };
    match sign_in(&app, attempt).await {
        Ok(beginning) => Ok(landing(&beginning, next)),
        Err(SignInRefused::Wrong) => {
            let page = form(
                &app,
                &identity,
                credentials.email,
                next,
                Some(SignInRefusal::Wrong),
            )?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(SignInRefused::TooMany { retry_after }) => {
            let page = form(
                &app,
                &identity,
                credentials.email,
                next,
                Some(SignInRefusal::TooManyAttempts),
            )?;
            let seconds = HeaderValue::from(retry_after.as_secs().max(0) + 1);
            Ok((
                StatusCode::TOO_MANY_REQUESTS,
                [(RETRY_AFTER, seconds)],
                page,
            )
                .into_response())
        }
        Err(SignInRefused::Action(error)) => Err(error),
    }
}

/// The cookie, and the way on. 303, so that neither the token's address nor the form is asked for again.
pub(super) fn landing(beginning: &Beginning, to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(
        LOCATION,
        HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/")),
    );
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Some(cookie) = SessionCookie::set(&beginning.token, beginning.life.as_secs()) {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

fn form(
    app: &App,
    identity: &Identity,
    email: String,
    next: &str,
    refused: Option<SignInRefusal>,
) -> Result<Html<String>, ActionError> {
    let page = SignInPage {
        page: frame(app, identity, "/sign-in"),
        email,
        next: next.to_owned(),
        refused,
    };
    rendered(&page).map(Html)
}

impl std::fmt::Debug for Credentials {
    /// Without e-mail and password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Credentials")
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}
