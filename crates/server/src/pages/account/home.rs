//! `GET /account`, and the same page with what could not be done.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use rules::access::Viewer;
use store::session_lists::ListedSession;

use super::refusals::words;
use crate::actions::account::overview::overview;
use crate::app::App;
use crate::device::described;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::middleware::CurrentSession;
use crate::pages::sign_in::passkey::with_passkeys;
use crate::pages::views::account::{AccountPage, Part, PasskeyView, Refused, SessionView};
use crate::pages::views::format::Reader;
use crate::pages::visit::{Visit, show as answer};

pub(super) const ADDRESS: &str = "/account";

/// Somebody at the own account, in a browser: programs have none.
#[derive(Debug)]
pub struct AtAccount {
    pub visit: Visit,
    pub session: [u8; 32],
}

impl FromRequestParts<App> for AtAccount {
    type Rejection = ActionError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ActionError> {
        let session = parts.extensions.get::<CurrentSession>().copied();
        let session = session.ok_or(ActionError::SignInFirst)?.token_hash;
        let visit = Visit::from_request_parts(parts, app).await?;
        Ok(AtAccount { visit, session })
    }
}

pub async fn show(at: AtAccount) -> Result<Response, ActionError> {
    page(&at, None, None).await
}

/// The page again, with the reason in its place and what was typed.
pub(super) async fn refused(
    at: &AtAccount,
    part: Part,
    error: ActionError,
    typed_name: Option<String>,
) -> Result<Response, ActionError> {
    let reader = at.visit.reader().await?;
    let is_limit = matches!(error, ActionError::TooMany { .. });
    let text = words(reader.texts, error)?;
    let shown = page(at, Some(Refused { part, text }), typed_name).await?;
    let status = match is_limit {
        true => StatusCode::TOO_MANY_REQUESTS,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, shown).into_response())
}

pub(super) async fn page(
    at: &AtAccount,
    refused: Option<Refused>,
    typed_name: Option<String>,
) -> Result<Response, ActionError> {
    let visit = &at.visit;
    let reader = visit.reader().await?;
    let overview = overview(&visit.app, visit.viewer()).await?;
    let passkeys = overview.passkeys.iter().map(|passkey| PasskeyView {
        id: passkey.id.to_string(),
        name: passkey.name.clone(),
        added: reader.short(passkey.created_at),
        used: passkey.last_used_at.map(|used| reader.short(used)),
    });
    let sessions = overview.sessions.iter();
    let shown = answer(&AccountPage {
        page: visit.page_at(ADDRESS.to_owned()),
        name: typed_name.unwrap_or(overview.account.name),
        email: overview.account.email,
        language: Language::from_tag(&overview.account.language).unwrap_or_default(),
        is_agent: matches!(visit.viewer(), Viewer::Agent { .. }),
        has_door: overview.has_door,
        must_have_factor: overview.must_have_factor,
        totp: overview.factors.totp,
        recovery_codes: overview.recovery_codes,
        passkeys: passkeys.collect(),
        passkeys_possible: visit.app.passkey_site.is_some(),
        sessions: sessions
            .map(|session| session_view(&reader, session, at.session))
            .collect(),
        refused,
    })?;
    Ok(with_passkeys(shown))
}

fn session_view(reader: &Reader, session: &ListedSession, present: [u8; 32]) -> SessionView {
    let described = described(&session.user_agent);
    let device = match (described.browser, described.system) {
        (Some(browser), Some(system)) => reader.two(
            "account-session-device",
            "browser",
            browser,
            "system",
            system,
        ),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => reader.texts.t("account-session-unknown"),
    };
    SessionView {
        id: archive::hex(&session.token_hash),
        device,
        address: session.address.clone(),
        begun: reader.short(session.created_at),
        seen: session.last_seen_at.map(|seen| reader.short(seen)),
        is_this: session.token_hash == present,
    }
}
