//! `/sign-in`: e-mail and password.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::{HeaderMap, LOCATION, REFERRER_POLICY, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use rules::access::Viewer;
use serde::Deserialize;

use super::local_path::{as_query_value, local_path};
use super::passkey::with_passkeys;
use crate::actions::sign_in::complete::{KNOWN_FOR, Opening};
use crate::actions::sign_in::second_factor::ASKED_FOR;
use crate::actions::sign_in::session::Beginning;
use crate::actions::sign_in::with_password::{Attempt, Next, SignInRefused, sign_in};
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::middleware::{ClientAddress, DeviceCookie, PasskeyCookie, SessionCookie, StepCookie};
use crate::pages::frame::frame;
use crate::pages::rendered;
use crate::pages::views::entrance::{SignInPage, SignInRefusal};
use crate::pages::views::notice::Notice;
use crate::pages::views::page::Page;
use crate::viewer::Identity;

#[derive(Debug, Deserialize)]
pub struct Wanted {
    to: Option<String>,
    notice: Option<String>,
}

/// `csrf` was looked at before.
#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
    next: Option<String>,
}

/// What the form says besides.
#[derive(Default)]
struct Shown {
    refused: Option<SignInRefusal>,
    notice: Option<Notice>,
}

impl Shown {
    fn refused(refused: SignInRefusal) -> Shown {
        Shown {
            refused: Some(refused),
            notice: None,
        }
    }
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
    let notice = wanted.notice.as_deref().and_then(Notice::from_code);
    form(
        &app,
        &identity,
        String::new(),
        next,
        Shown {
            refused: None,
            notice,
        },
    )
}

pub async fn submit(
    State(app): State<App>,
    identity: Identity,
    address: ClientAddress,
    device: Device,
    headers: HeaderMap,
    Form(credentials): Form<Credentials>,
) -> Result<Response, ActionError> {
    let next = local_path(credentials.next.as_deref());
    let attempt = Attempt {
        email: credentials.email.clone(),
        password: credentials.password,
        address,
        device,
        replaces: SessionCookie::hash(&headers),
    };
    match sign_in(&app, attempt).await {
        Ok(Next::SignedIn(opening)) => Ok(landing(&opening, next)),
        Ok(Next::SecondFactor(token)) => Ok(to_second_factor(&token.0, next)),
        Err(SignInRefused::Wrong) => {
            let page = form(
                &app,
                &identity,
                credentials.email,
                next,
                Shown::refused(SignInRefusal::Wrong),
            )?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(SignInRefused::TooMany { retry_after }) => {
            let page = form(
                &app,
                &identity,
                credentials.email,
                next,
                Shown::refused(SignInRefusal::too_many(retry_after)),
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

/// The session's cookie, that of the browser where it has none yet, and the way on.
pub(in crate::pages) fn landing(opening: &Opening, to: &str) -> Response {
    let mut response = with_session(&opening.beginning, to);
    let headers = response.headers_mut();
    let device = opening.device.as_ref();
    let device = device.and_then(|device| DeviceCookie::set(&device.0, KNOWN_FOR.as_secs()));
    let answered = [StepCookie::clear(), PasskeyCookie::clear()];
    for cookie in device.into_iter().chain(answered.into_iter().flatten()) {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

/// The form again, for somebody whose other way in was refused.
pub(super) fn sign_in_again(
    app: &App,
    identity: &Identity,
    next: &str,
    refused: SignInRefusal,
) -> Result<Response, ActionError> {
    let page = form(app, identity, String::new(), next, Shown::refused(refused))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn to_second_factor(token: &str, next: &str) -> Response {
    let address = format!("/sign-in/second-factor?to={}", as_query_value(next));
    let mut response = Redirect::to(&address).into_response();
    if let Some(cookie) = StepCookie::set(token, ASKED_FOR.as_secs()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The cookie, and the way on. 303, so that neither the token's address nor the form is asked for again.
pub(super) fn with_session(beginning: &Beginning, to: &str) -> Response {
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
    shown: Shown,
) -> Result<Response, ActionError> {
    let page = SignInPage {
        page: Page {
            notices: shown.notice.into_iter().collect(),
            ..frame(app, identity, "/sign-in")
        },
        email,
        next: next.to_owned(),
        passkeys: app.passkey_site.is_some(),
        refused: shown.refused,
    };
    Ok(with_passkeys(Html(rendered(&page)?).into_response()))
}

impl std::fmt::Debug for Credentials {
    /// Without e-mail and password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Credentials")
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}
