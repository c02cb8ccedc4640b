//! Who sends a request: an API token, a session, or nobody.

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, HeaderMap};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use rules::access::Viewer;

use super::{ClientAddress, RequestContext, SessionCookie, csrf, limit_requests, session_cookie};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::random::secret_hash;
use crate::viewer::{Identity, Via};

/// The session that a request came with, for those who change or end it.
#[derive(Debug, Clone, Copy)]
pub struct CurrentSession {
    pub token_hash: [u8; 32],
    pub(super) csrf: [u8; 32],
}

/// The API token that a request came with.
#[derive(Debug, Clone, Copy)]
pub struct CurrentToken {
    pub token_hash: [u8; 32],
    pub expires_at: Timestamp,
}

pub(super) async fn identify(
    State(app): State<App>,
    address: ClientAddress,
    mut request: Request,
    next: Next,
) -> Response {
    let identity = match bearer(request.headers()) {
        Err(refused) => Err(refused),
        Ok(Some(token)) => by_token(&app, &mut request, token).await,
        Ok(None) => by_session(&app, &mut request).await,
    };
    let identity = match identity {
        Ok(Some(identity)) => identity,
        Ok(None) => Identity {
            theme: session_cookie::theme(request.headers()),
            ..Identity::anonymous(language(request.headers(), &app))
        },
        // Guessing credentials is limited like asking without any.
        Err(refused @ ActionError::BadCredentials { .. }) => {
            let charged = limit_requests::charge(&app, &Viewer::Anonymous, address);
            return charged.err().unwrap_or(refused).into_response();
        }
        Err(refused) => return refused.into_response(),
    };
    if let Some(context) = request.extensions().get::<RequestContext>() {
        context.set_identity(identity.clone());
    }
    request.extensions_mut().insert(identity);
    next.run(request).await
}

/// The language of a reader who is not signed in: chosen, preferred, or the marketplace's.
pub(super) fn language(headers: &HeaderMap, app: &App) -> Language {
    let preferred = || {
        headers
            .get(ACCEPT_LANGUAGE)?
            .to_str()
            .ok()
            .and_then(Language::preferred)
    };
    let marketplace = || Language::from_tag(&app.config.marketplace.language);
    session_cookie::language(headers)
        .or_else(preferred)
        .or_else(marketplace)
        .unwrap_or_default()
}

/// The hash of the secret that a program sends.
pub(super) fn bearer(headers: &HeaderMap) -> Result<Option<[u8; 32]>, ActionError> {
    let Some(header) = headers.get(AUTHORIZATION) else {
        return Ok(None);
    };
    let token = header.to_str().ok().and_then(|text| text.split_once(' '));
    match token {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            Ok(Some(secret_hash(token.trim())))
        }
        _ => Err(bad_token("Authorization must have the form: Bearer TOKEN.")),
    }
}

async fn by_token(
    app: &App,
    request: &mut Request,
    token_hash: [u8; 32],
) -> Result<Option<Identity>, ActionError> {
    let now = app.now();
    let opened = app
        .db
        .read(async move |tx| store::api_tokens::open(tx, &token_hash, now).await)
        .await?;
    let Some(opened) = opened else {
        return Err(bad_token("This token is unknown, expired or revoked."));
    };
    request.extensions_mut().insert(CurrentToken {
        token_hash,
        expires_at: opened.expires_at,
    });
    Ok(Some(Identity {
        viewer: opened.viewer,
        via: Via::Token,
        name: opened.name,
        seller_name: String::new(),
        language: language(request.headers(), app),
        theme: None,
        csrf: String::new(),
        restricted: false,
    }))
}

async fn by_session(app: &App, request: &mut Request) -> Result<Option<Identity>, ActionError> {
    let Some(token_hash) = SessionCookie::hash(request.headers()) else {
        return Ok(None);
    };
    let now = app.now();
    let found = app
        .db
        .read(async move |tx| store::sessions::find(tx, &token_hash, now).await)
        .await?;
    let Some(session) = found else {
        return Ok(None);
    };
    app.seen_sessions
        .note(token_hash, session.last_seen_at, now);
    request.extensions_mut().insert(CurrentSession {
        token_hash,
        csrf: session.csrf,
    });
    Ok(Some(Identity {
        viewer: session.viewer,
        via: Via::Session,
        name: session.name,
        seller_name: session.seller_name,
        language: Language::from_tag(&session.language)
            .unwrap_or_else(|| language(request.headers(), app)),
        theme: session_cookie::theme(request.headers()),
        restricted: session.restricted,
        csrf: csrf::mask(&session.csrf, app.random.salt()?),
    }))
}

fn bad_token(detail: &'static str) -> ActionError {
    ActionError::BadCredentials {
        code: "bad_token",
        detail,
    }
}
