//! The cookies: the session, what signing in needs, and how the pages look and read.

use axum::http::header::{COOKIE, HeaderMap, HeaderValue};

use crate::i18n::Language;
use crate::random::secret_hash;
use crate::viewer::Theme;

/// The prefix makes browsers insist on `Secure`, on this host alone and on the whole path.
/// Browsers take it from `http://localhost` and `http://127.0.0.1` too, which they trust.
const SESSION: &str = "__Host-dopis";
const LANGUAGE: &str = "__Host-dopis-language";
const THEME: &str = "__Host-dopis-theme";
const DEVICE: &str = "__Host-dopis-device";
const STEP: &str = "__Host-dopis-step";
const PASSKEY: &str = "__Host-dopis-passkey";
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";
const YEAR_S: u32 = 31_536_000;

/// The cookie of a session.
#[derive(Debug)]
pub struct SessionCookie;

impl SessionCookie {
    /// Gives the browser a session that it keeps until it expires.
    pub fn set(token: &str, life_s: i64) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!(
            "{SESSION}={token}; Max-Age={life_s}; {ATTRIBUTES}"
        ))
        .ok()
    }

    /// Takes it away.
    pub fn clear() -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{SESSION}=; Max-Age=0; {ATTRIBUTES}")).ok()
    }

    /// The hash of the token that a request brings.
    pub fn hash(headers: &HeaderMap) -> Option<[u8; 32]> {
        hash_of(headers, SESSION)
    }
}

/// The cookie by which a browser is known that somebody has signed in from.
#[derive(Debug)]
pub struct DeviceCookie;

impl DeviceCookie {
    pub fn set(token: &str, life_s: i64) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{DEVICE}={token}; Max-Age={life_s}; {ATTRIBUTES}")).ok()
    }

    pub fn hash(headers: &HeaderMap) -> Option<[u8; 32]> {
        hash_of(headers, DEVICE)
    }
}

/// The cookie of a step on the way in: what it was asked, only this browser may answer.
#[derive(Debug)]
pub struct StepCookie;

impl StepCookie {
    pub fn set(token: &str, life_s: i64) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{STEP}={token}; Max-Age={life_s}; {ATTRIBUTES}")).ok()
    }

    pub fn clear() -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{STEP}=; Max-Age=0; {ATTRIBUTES}")).ok()
    }

    pub fn hash(headers: &HeaderMap) -> Option<[u8; 32]> {
        hash_of(headers, STEP)
    }
}

/// The cookie of the question that a passkey answers on the way in. Not that of the step: whoever asks for a passkey and
/// thinks better of it may still give the code.
#[derive(Debug)]
pub struct PasskeyCookie;

impl PasskeyCookie {
    pub fn set(token: &str, life_s: i64) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!(
            "{PASSKEY}={token}; Max-Age={life_s}; {ATTRIBUTES}"
        ))
        .ok()
    }

    pub fn clear() -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{PASSKEY}=; Max-Age=0; {ATTRIBUTES}")).ok()
    }

    pub fn hash(headers: &HeaderMap) -> Option<[u8; 32]> {
        hash_of(headers, PASSKEY)
    }
}

/// Keeps the theme for a year; without one the system's counts again.
pub fn theme_cookie(theme: Option<Theme>) -> Option<HeaderValue> {
    let (code, life_s) = theme.map_or(("", 0), |theme| (theme.code(), YEAR_S));
    HeaderValue::from_str(&format!("{THEME}={code}; Max-Age={life_s}; {ATTRIBUTES}")).ok()
}

pub(super) fn theme(headers: &HeaderMap) -> Option<Theme> {
    cookie(headers, THEME).and_then(Theme::from_code)
}

/// Keeps the language for a year.
pub fn language_cookie(language: Language) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{LANGUAGE}={}; Max-Age={YEAR_S}; {ATTRIBUTES}",
        language.tag()
    ))
    .ok()
}

pub(super) fn language(headers: &HeaderMap) -> Option<Language> {
    cookie(headers, LANGUAGE).and_then(Language::from_tag)
}

fn hash_of(headers: &HeaderMap, name: &str) -> Option<[u8; 32]> {
    cookie(headers, name)
        .filter(|token| !token.is_empty())
        .map(secret_hash)
}

/// The value of a cookie that a request brings.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}
