//! The ways in: signing in with a password, and a hand-off from the marketplace that failed.

use askama::Template;

use super::page::Page;

/// E-mail and password, for staff and for agents where the marketplace wants it.
#[derive(Debug, Template)]
#[template(path = "entrance/sign_in.html")]
pub struct SignInPage {
    pub page: Page,
    pub email: String,
    /// Where to go afterwards; a path of this site.
    pub next: String,
    pub refused: Option<SignInRefusal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// E-mail or password is wrong; which of them is not said.
    Wrong,
    TooManyAttempts,
}

/// A hand-off that did not open a session, and what to do now.
#[derive(Debug, Template)]
#[template(path = "entrance/enter_failed.html")]
pub struct EnterFailedPage {
    pub page: Page,
    pub why: EnterFailure,
    /// The marketplace's own address, where a new hand-off begins.
    pub marketplace_url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnterFailure {
    Expired,
    AlreadyUsed,
    Invalid,
}

impl SignInRefusal {
    fn key(self) -> &'static str {
        match self {
            Self::Wrong => "sign-refused-wrong",
            Self::TooManyAttempts => "sign-refused-too-many",
        }
    }
}

impl EnterFailure {
    fn title_key(self) -> &'static str {
        match self {
            Self::Expired => "enter-expired-title",
            Self::AlreadyUsed => "enter-used-title",
            Self::Invalid => "enter-invalid-title",
        }
    }

    fn text_key(self) -> &'static str {
        match self {
            Self::Expired => "enter-expired",
            Self::AlreadyUsed => "enter-used",
            Self::Invalid => "enter-invalid",
        }
    }
}
