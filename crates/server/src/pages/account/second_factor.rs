//! Setting up an authenticator app, its recovery codes, and taking it away.

use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::home::{ADDRESS, AtAccount, refused};
use super::refusals::words;
use crate::actions::account::totp;
use crate::error::ActionError;
use crate::pages::sign_in::passkey::with_passkeys;
use crate::pages::views::account::{
    OfferedView, Part, RecoveryCodesPage, SecondFactorSetUpPage, Square,
};
use crate::pages::views::notice::Notice;
use crate::pages::visit::{go, show as answer};
use crate::totp::{address, secret_text};

const PLACE: &str = "/account/second-factor";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Code {
    code: String,
}

/// The present password, before something that would lock its owner out in the hands of another.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Proof {
    pub(super) password: String,
}

/// `GET /account/second-factor`.
pub async fn show(at: AtAccount) -> Result<Response, ActionError> {
    page(&at, None).await
}

/// `POST /account/second-factor`: a fresh secret.
pub async fn offer(at: AtAccount, Form(form): Form<Proof>) -> Result<Response, ActionError> {
    match totp::offer(&at.visit.app, at.visit.viewer(), &form.password).await {
        Ok(()) => Ok(Redirect::to(PLACE).into_response()),
        // A second click on the button of a page that is out of date.
        Err(ActionError::Conflict { code, .. }) if code == totp::CONFIRMED_ALREADY => {
            Ok(Redirect::to(ADDRESS).into_response())
        }
        Err(error) => set_up_refused(&at, error).await,
    }
}

/// `POST /account/second-factor/confirmation`.
pub async fn confirm(at: AtAccount, Form(form): Form<Code>) -> Result<Response, ActionError> {
    match totp::confirm(&at.visit.app, at.visit.viewer(), &form.code).await {
        Ok(codes) => recovery_codes(&at, codes),
        Err(ActionError::Conflict { code, .. }) if code == totp::CONFIRMED_ALREADY => {
            Ok(Redirect::to(ADDRESS).into_response())
        }
        Err(error) => set_up_refused(&at, error).await,
    }
}

/// `POST /account/second-factor/removal`.
pub async fn remove(at: AtAccount, Form(form): Form<Proof>) -> Result<Response, ActionError> {
    match totp::remove(&at.visit.app, at.visit.viewer(), &form.password).await {
        Ok(()) => Ok(go(ADDRESS, Notice::TotpRemoved)),
        Err(error) => refused(&at, Part::SecondFactor, error, None).await,
    }
}

/// `POST /account/recovery-codes`.
pub async fn renew_codes(at: AtAccount, Form(form): Form<Proof>) -> Result<Response, ActionError> {
    match totp::renew_codes(&at.visit.app, at.visit.viewer(), &form.password).await {
        Ok(codes) => recovery_codes(&at, codes),
        Err(error) => refused(&at, Part::SecondFactor, error, None).await,
    }
}

/// The page again, with the reason.
async fn set_up_refused(at: &AtAccount, error: ActionError) -> Result<Response, ActionError> {
    let reader = at.visit.reader().await?;
    let status = match &error {
        ActionError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let text = words(reader.texts, error)?;
    let shown = page(at, Some(text)).await?;
    Ok((status, shown).into_response())
}

fn recovery_codes(at: &AtAccount, codes: Vec<String>) -> Result<Response, ActionError> {
    answer(&RecoveryCodesPage {
        page: at.visit.page_at(ADDRESS.to_owned()),
        codes,
    })
}

async fn page(at: &AtAccount, error: Option<String>) -> Result<Response, ActionError> {
    let app = &at.visit.app;
    let offered = totp::offered(app, at.visit.viewer()).await?;
    let offered = offered.and_then(|offered| {
        let address = address(
            &offered.secret,
            &app.config.marketplace.name,
            &offered.email,
        );
        Some(OfferedView {
            square: Square::of(&address)?,
            secret: secret_text(&offered.secret),
            address,
        })
    });
    let shown = answer(&SecondFactorSetUpPage {
        page: at.visit.page_at(PLACE.to_owned()),
        is_first: at.visit.identity.restricted,
        passkeys_possible: app.passkey_site.is_some(),
        offered,
        error,
    })?;
    Ok(with_passkeys(shown))
}

impl std::fmt::Debug for Proof {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Proof")
    }
}
