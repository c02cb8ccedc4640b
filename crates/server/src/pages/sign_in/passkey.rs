//! Signing in with a passkey: the question, and the answer that the browser signed.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{HeaderMap, HeaderName, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use serde::Deserialize;

use super::form::{landing, sign_in_again};
use super::local_path::local_path;
use crate::actions::sign_in::with_passkey::{ASKED_FOR, Signed, ask, sign_in};
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::middleware::{ClientAddress, PasskeyCookie, SessionCookie};
use crate::pages::views::entrance::SignInRefusal;
use crate::viewer::Identity;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answered {
    /// What the browser signed, as JSON.
    credential: String,
    next: Option<String>,
}

/// `POST /sign-in/passkey/options`: what the browser is to sign.
pub async fn options(State(app): State<App>) -> Result<Response, ActionError> {
    let question = ask(&app).await?;
    let mut response = Json(question.options).into_response();
    if let Some(cookie) = PasskeyCookie::set(&question.token.0, ASKED_FOR.as_secs()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /sign-in/passkey`.
pub async fn submit(
    State(app): State<App>,
    identity: Identity,
    address: ClientAddress,
    device: Device,
    headers: HeaderMap,
    Form(form): Form<Answered>,
) -> Result<Response, ActionError> {
    let next = local_path(form.next.as_deref());
    let read = (
        PasskeyCookie::hash(&headers),
        serde_json::from_str(&form.credential),
    );
    let opened = match read {
        (Some(step), Ok(credential)) => {
            let signed = Signed {
                step,
                credential,
                address,
                device,
                replaces: SessionCookie::hash(&headers),
            };
            sign_in(&app, signed).await?
        }
        _ => None,
    };
    match opened {
        Some(opening) => Ok(landing(&opening, next)),
        None => sign_in_again(&app, &identity, next, SignInRefusal::Passkey),
    }
}

/// Lets the page ask for passkeys, which other pages may not.
pub fn with_passkeys(mut response: Response) -> Response {
    response.headers_mut().insert(
        PERMISSIONS_POLICY,
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), \
             publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()",
        ),
    );
    response
}
