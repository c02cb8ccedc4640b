//! Adding and removing passkeys.

use axum::extract::Path;
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use rules::ids::PasskeyId;
use serde::Deserialize;

use super::home::{AtAccount, page, refused};
use super::second_factor::Proof;
use crate::actions::account::passkeys::{Made, PASSKEY_REFUSED, add, ask, remove};
use crate::actions::sign_in::with_passkey::ASKED_FOR;
use crate::error::ActionError;
use crate::middleware::StepCookie;
use crate::pages::views::account::{Part, Refused};
use crate::pages::views::notice::Notice;
use crate::pages::visit::go;

const PLACE: &str = "/account#passkeys";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct New {
    name: String,
    /// What the browser made, as JSON.
    credential: String,
}

/// `POST /account/passkeys/options`: what the browser is to make a key for.
pub async fn options(at: AtAccount, Form(form): Form<Proof>) -> Result<Response, ActionError> {
    let question = ask(&at.visit.app, at.visit.viewer(), &form.password).await?;
    let mut response = Json(question.options).into_response();
    if let Some(cookie) = StepCookie::set(&question.token.0, ASKED_FOR.as_secs()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /account/passkeys`.
pub async fn submit(
    at: AtAccount,
    headers: HeaderMap,
    Form(form): Form<New>,
) -> Result<Response, ActionError> {
    let unasked = || ActionError::invalid(PASSKEY_REFUSED, "The browser was not asked.");
    let made = match (
        StepCookie::hash(&headers),
        serde_json::from_str(&form.credential),
    ) {
        (Some(step), Ok(credential)) => Made {
            step,
            credential,
            name: form.name,
        },
        _ => return refused(&at, Part::Passkeys, unasked(), None).await,
    };
    match add(&at.visit.app, at.visit.viewer(), made).await {
        Ok(()) => {
            let mut response = go(PLACE, Notice::PasskeyAdded);
            if let Some(cookie) = StepCookie::clear() {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(ActionError::Invalid {
            code: "invalid_field",
            ..
        }) => {
            let reader = at.visit.reader().await?;
            let refused = Refused {
                part: Part::Passkeys,
                text: reader.texts.t("account-error-passkey-name"),
            };
            let mut shown = page(&at, Some(refused), None).await?;
            *shown.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
            Ok(shown)
        }
        Err(error) => refused(&at, Part::Passkeys, error, None).await,
    }
}

/// `POST /account/passkeys/{passkey}/removal`.
pub async fn remove_one(at: AtAccount, Path(id): Path<PasskeyId>) -> Result<Response, ActionError> {
    match remove(&at.visit.app, at.visit.viewer(), id).await {
        Ok(()) => Ok(go(PLACE, Notice::PasskeyRemoved)),
        Err(error) => refused(&at, Part::Passkeys, error, None).await,
    }
}
