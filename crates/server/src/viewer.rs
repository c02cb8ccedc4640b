//! Who sends a request: the viewer with what pages and actions need to know about it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use rules::access::{Action, Relation, Verdict, Viewer, may};
use rules::conversation::AuthorKind;

use crate::error::ActionError;
use crate::i18n::Language;

/// How the viewer proved who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    Nothing,
    /// A cookie: every change needs the CSRF token.
    Session,
    /// An API token in `Authorization: Bearer`.
    Token,
}

/// How the pages look, where the reader does not leave it to the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 2] = [Theme::Light, Theme::Dark];

    /// As the cookie and `data-theme` write it.
    pub fn code(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn from_code(code: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// The sender of one request. The middleware `identify` puts it there.
#[derive(Debug, Clone)]
pub struct Identity {
    pub viewer: Viewer,
    pub via: Via,
    pub name: String,
    /// What an agent's seller is called; empty for others.
    pub seller_name: String,
    pub language: Language,
    pub theme: Option<Theme>,
    /// The token that forms carry; empty without a session.
    pub csrf: String,
    /// The session opens nothing but the own account: its person has to set up a second factor first.
    pub restricted: bool,
}

impl Identity {
    pub fn anonymous(language: Language) -> Identity {
        Identity {
            viewer: Viewer::Anonymous,
            via: Via::Nothing,
            name: String::new(),
            seller_name: String::new(),
            language,
            theme: None,
            csrf: String::new(),
            restricted: false,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Identity {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let identity = parts.extensions.get::<Identity>().cloned();
        Ok(identity.unwrap_or_else(|| Identity::anonymous(Language::default())))
    }
}

/// Asks the table, and gives its refusal as an error.
pub fn check(viewer: &Viewer, action: Action, relation: Relation) -> Result<(), ActionError> {
    match may(viewer, action, relation) {
        Verdict::Allowed => Ok(()),
        Verdict::SignInFirst => Err(ActionError::SignInFirst),
        Verdict::Hidden => Err(ActionError::NotFound),
        Verdict::Forbidden => Err(ActionError::forbidden(
            "not_allowed",
            "You may not do this.",
        )),
    }
}

/// The kind of author that a viewer writes as; `None` for one that cannot write.
pub fn author_kind(viewer: &Viewer) -> Option<AuthorKind> {
    match viewer {
        Viewer::Buyer(_) => Some(AuthorKind::Buyer),
        Viewer::Agent { .. } => Some(AuthorKind::Agent),
        Viewer::Automation { .. } => Some(AuthorKind::Automation),
        Viewer::Staff { .. } => Some(AuthorKind::Staff),
        Viewer::Anonymous | Viewer::Platform { .. } => None,
    }
}

/// The kind and id of a viewer as events and messages name it.
pub fn actor(viewer: &Viewer) -> (&'static str, String) {
    match viewer {
        Viewer::Anonymous => ("anonymous", String::new()),
        Viewer::Buyer(buyer) => ("buyer", buyer.to_string()),
        Viewer::Agent { agent, .. } => ("agent", agent.to_string()),
        Viewer::Automation { token, .. } => ("automation", token.to_string()),
        Viewer::Staff { staff, .. } => ("staff", staff.to_string()),
        Viewer::Platform { token } => ("platform", token.to_string()),
    }
}
