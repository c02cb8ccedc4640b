//! What people see of their own accounts: profile, password, second factor, passkeys, sessions.

use askama::Template;

use super::format::TimeText;
use super::page::Page;
use crate::i18n::Language;

#[derive(Debug, Template)]
#[template(path = "account/home.html")]
pub struct AccountPage {
    pub page: Page,
    pub name: String,
    pub email: String,
    pub language: Language,
    /// An agent: what the marketplace pushes of it wins.
    pub is_agent: bool,
    /// Whether the account signs in here by itself; otherwise its person comes in from the marketplace.
    pub has_door: bool,
    /// The marketplace wants a second factor.
    pub must_have_factor: bool,
    pub totp: bool,
    /// Recovery codes that are still good.
    pub recovery_codes: u64,
    pub passkeys: Vec<PasskeyView>,
    /// Browsers offer passkeys at this address.
    pub passkeys_possible: bool,
    pub sessions: Vec<SessionView>,
    pub refused: Option<Refused>,
}

/// What could not be done, in words, beside the part of the page that it is about.
#[derive(Clone, Debug)]
pub struct Refused {
    pub part: Part,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Profile,
    Password,
    SecondFactor,
    Passkeys,
}

#[derive(Clone, Debug)]
pub struct PasskeyView {
    pub id: String,
    pub name: String,
    pub added: TimeText,
    pub used: Option<TimeText>,
}

#[derive(Clone, Debug)]
pub struct SessionView {
    pub id: String,
    /// "Firefox, Windows".
    pub device: String,
    /// The beginning of its address; empty where none is known.
    pub address: String,
    pub begun: TimeText,
    pub seen: Option<TimeText>,
    pub is_this: bool,
}

/// Setting up an authenticator app: nothing offered yet, or a square that waits for its first code.
#[derive(Debug, Template)]
#[template(path = "account/second_factor.html")]
pub struct SecondFactorSetUpPage {
    pub page: Page,
    /// The person can do nothing else before.
    pub is_first: bool,
    pub passkeys_possible: bool,
    pub offered: Option<OfferedView>,
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub struct OfferedView {
    pub square: Square,
    /// The secret as text, in groups of four.
    pub secret: String,
    /// The address in the square, for a phone that shows this page itself.
    pub address: String,
}

/// A QR code: `path` draws its dark squares on a field of `size` × `size`.
#[derive(Clone, Debug)]
pub struct Square {
    pub size: usize,
    pub path: String,
}

/// The recovery codes, which are shown once.
#[derive(Debug, Template)]
#[template(path = "account/recovery_codes.html")]
pub struct RecoveryCodesPage {
    pub page: Page,
    pub codes: Vec<String>,
}

impl AccountPage {
    fn refusal(&self, part: &Part) -> Option<&str> {
        let refused = self.refused.as_ref()?;
        (refused.part == *part).then_some(refused.text.as_str())
    }

    fn in_profile(&self) -> Option<&str> {
        self.refusal(&Part::Profile)
    }

    fn in_password(&self) -> Option<&str> {
        self.refusal(&Part::Password)
    }

    fn in_factor(&self) -> Option<&str> {
        self.refusal(&Part::SecondFactor)
    }

    fn in_passkeys(&self) -> Option<&str> {
        self.refusal(&Part::Passkeys)
    }

    /// Whether the app may be taken away.
    fn may_remove_totp(&self) -> bool {
        !self.must_have_factor || !self.passkeys.is_empty()
    }
}

impl Square {
    /// The smallest light margin with which cameras find a square.
    const MARGIN: usize = 4;

    /// `None` for a text that is too long for one.
    pub fn of(text: &str) -> Option<Square> {
        use std::fmt::Write as _;
        let code = qrcode::QrCode::new(text.as_bytes()).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (place, colour) in code.to_colors().into_iter().enumerate() {
            if colour == qrcode::Color::Dark {
                let (x, y) = (
                    place % width + Square::MARGIN,
                    place / width + Square::MARGIN,
                );
                // Writing to a String cannot fail.
                let _ = write!(path, "M{x} {y}h1v1h-1z");
            }
        }
        Some(Square {
            size: width + 2 * Square::MARGIN,
            path,
        })
    }
}
