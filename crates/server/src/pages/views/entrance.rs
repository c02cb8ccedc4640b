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
    /// Browsers offer passkeys at this address.
    pub passkeys: bool,
    pub refused: Option<SignInRefusal>,
}

/// The second question on the way in.
#[derive(Debug, Template)]
#[template(path = "entrance/second_factor.html")]
pub struct SecondFactorPage {
    pub page: Page,
    pub next: String,
    /// The account has an authenticator app; otherwise a passkey alone helps.
    pub totp: bool,
    pub passkeys: bool,
    pub refused: Option<SignInRefusal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// E-mail or password is wrong; which of them is not said.
    Wrong,
    TooManyAttempts {
        minutes: u64,
    },
    /// The code of the second factor, or one that was used already.
    WrongCode,
    Passkey,
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
    /// Rounded up to whole minutes.
    pub fn too_many(wait: jiff::SignedDuration) -> Self {
        let minutes = u64::try_from(wait.as_secs().max(0)).unwrap_or(0) / 60 + 1;
        Self::TooManyAttempts { minutes }
    }

    fn text(&self, page: &Page) -> String {
        match self {
            Self::Wrong => page.t("sign-refused-wrong"),
            Self::WrongCode => page.t("sign-refused-code"),
            Self::Passkey => page.t("sign-refused-passkey"),
            Self::TooManyAttempts { minutes } => page.n("sign-refused-too-many", minutes),
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
