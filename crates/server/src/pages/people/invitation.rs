//! `/invitation/{invitation_token}`: what somebody who was invited opens.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use crate::actions::people::accept::{Accepting, accept, find};
use crate::actions::people::invite::WORKS_HERE;
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::i18n::{Language, Texts};
use crate::middleware::SessionCookie;
use crate::pages::frame::frame;
use crate::pages::rendered;
use crate::pages::sign_in::form::landing;
use crate::pages::views::people::{InvitationGonePage, InvitationPage};
use crate::viewer::Identity;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Accepted {
    name: String,
    language: String,
    password: String,
}

pub async fn show(
    State(app): State<App>,
    identity: Identity,
    Path(secret): Path<String>,
) -> Result<Response, ActionError> {
    page(&app, &identity, &secret, None).await
}

pub async fn submit(
    State(app): State<App>,
    identity: Identity,
    device: Device,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Form(form): Form<Accepted>,
) -> Result<Response, ActionError> {
    let accepting = Accepting {
        name: form.name.clone(),
        language: Language::from_tag(&form.language).unwrap_or(identity.language),
        password: form.password.clone(),
        device,
        replaces: SessionCookie::hash(&headers),
    };
    match accept(&app, &secret, accepting).await {
        Ok(Some(opening)) => Ok(landing(&opening, "/conversations")),
        Ok(None) => page(&app, &identity, &secret, None).await,
        Err(error) => {
            let key = match &error {
                ActionError::Conflict { code, .. } if *code == WORKS_HERE => "people-error-joined",
                ActionError::Invalid { code, .. } => match *code {
                    "password_length" => "account-error-length",
                    "invalid_field" => "people-error-name",
                    _ => return Err(error),
                },
                _ => return Err(error),
            };
            let error = Texts::of(identity.language).t(key);
            let mut shown = page(&app, &identity, &secret, Some((form, error))).await?;
            if shown.status() == StatusCode::OK {
                *shown.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            }
            Ok(shown)
        }
    }
}

/// The form, or that the link opens nothing.
async fn page(
    app: &App,
    identity: &Identity,
    secret: &str,
    refused: Option<(Accepted, String)>,
) -> Result<Response, ActionError> {
    let found = find(app, secret).await?;
    Ok(match found {
        Some(shown) => {
            let (typed, error) = refused.unzip();
            let typed = typed.unwrap_or_default();
            let page = InvitationPage {
                page: frame(app, identity, "/"),
                url: format!("/invitation/{secret}"),
                seller: shown.seller_name,
                email: shown.invitation.email,
                role: shown.invitation.role,
                name: typed.name,
                language: Language::from_tag(&typed.language).unwrap_or(identity.language),
                error,
            };
            Html(rendered(&page)?).into_response()
        }
        None => {
            let page = InvitationGonePage {
                page: frame(app, identity, "/"),
            };
            (StatusCode::NOT_FOUND, Html(rendered(&page)?)).into_response()
        }
    })
}

impl std::fmt::Debug for Accepted {
    /// Without the person and the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Accepted")
    }
}
