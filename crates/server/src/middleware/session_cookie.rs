//! The two cookies: the session, and the language of somebody without one.

use axum::http::header::{COOKIE, HeaderMap, HeaderValue};

use crate::i18n::Language;
use crate::random::secret_hash;

/// The prefix makes browsers insist on `Secure`, on this host alone and on the whole path.
/// Browsers take it from `http://localhost` and `http://127.0.0.1` too, which they trust.
const SESSION: &str = "__Host-dopis";
const LANGUAGE: &str = "__Host-dopis-language";
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
        cookie(headers, SESSION)
            .filter(|token| !token.is_empty())
            .map(secret_hash)
    }
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
