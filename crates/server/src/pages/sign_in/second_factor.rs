//! `/sign-in/second-factor`: the second question on the way in.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::{HeaderMap, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::form::landing;
use super::local_path::local_path;
use super::passkey::with_passkeys;
use crate::actions::sign_in::second_factor::{Answer, answer, asked};
use crate::actions::sign_in::with_password::SignInRefused;
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::middleware::{ClientAddress, SessionCookie, StepCookie};
use crate::pages::frame::frame;
use crate::pages::rendered;
use crate::pages::views::entrance::{SecondFactorPage, SignInRefusal};
use crate::pages::views::notice::Notice;
use crate::viewer::Identity;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    to: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Coded {
    code: String,
    next: Option<String>,
}

pub async fn show(
    State(app): State<App>,
    identity: Identity,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, ActionError> {
    let next = local_path(wanted.to.as_deref());
    match StepCookie::hash(&headers) {
        Some(step) => page(&app, &identity, step, next, None).await,
        None => Ok(begin_again()),
    }
}

pub async fn submit(
    State(app): State<App>,
    identity: Identity,
    address: ClientAddress,
    device: Device,
    headers: HeaderMap,
    Form(form): Form<Coded>,
) -> Result<Response, ActionError> {
    let next = local_path(form.next.as_deref());
    let Some(step) = StepCookie::hash(&headers) else {
        return Ok(begin_again());
    };
    let given = Answer {
        step,
        code: form.code,
        address,
        device,
        replaces: SessionCookie::hash(&headers),
    };
    let (refused, status, wait) = match answer(&app, given).await {
        Ok(Some(opening)) => return Ok(landing(&opening, next)),
        Ok(None) => return Ok(begin_again()),
        Err(SignInRefused::Action(error)) => return Err(error),
        Err(SignInRefused::Wrong) => (
            SignInRefusal::WrongCode,
            StatusCode::UNPROCESSABLE_ENTITY,
            None,
        ),
        Err(SignInRefused::TooMany { retry_after }) => (
            SignInRefusal::too_many(retry_after),
            StatusCode::TOO_MANY_REQUESTS,
            Some(HeaderValue::from(retry_after.as_secs().max(0) + 1)),
        ),
    };
    let mut shown = page(&app, &identity, step, next, Some(refused)).await?;
    if shown.status() == StatusCode::OK {
        *shown.status_mut() = status;
    }
    if let Some(wait) = wait {
        shown.headers_mut().insert(RETRY_AFTER, wait);
    }
    Ok(shown)
}

async fn page(
    app: &App,
    identity: &Identity,
    step: [u8; 32],
    next: &str,
    refused: Option<SignInRefusal>,
) -> Result<Response, ActionError> {
    let Some(asked) = asked(app, step).await? else {
        return Ok(begin_again());
    };
    let page = SecondFactorPage {
        page: frame(app, identity, "/sign-in/second-factor"),
        next: next.to_owned(),
        totp: asked.totp,
        passkeys: asked.passkeys && app.passkey_site.is_some(),
        refused,
    };
    let shown = Html(rendered(&page)?).into_response();
    Ok(with_passkeys(shown))
}

fn begin_again() -> Response {
    let address = format!("/sign-in?notice={}", Notice::SignInAgain.code());
    let mut response = Redirect::to(&address).into_response();
    if let Some(cookie) = StepCookie::clear() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

impl std::fmt::Debug for Coded {
    /// Without the code.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Coded")
    }
}
