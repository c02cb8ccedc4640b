//! Which list a reader came from, remembered in a cookie: so no form and no redirect of a conversation has to carry it.

use axum::http::header::{HeaderMap, HeaderValue};

use crate::middleware::cookie;

const NAME: &str = "__Host-dopis-list";
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";
const MAX_BYTES: usize = 500;

/// The cookie for the list of this path and query; it ends with the browser.
pub(super) fn remember(path: &str) -> Option<HeaderValue> {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let query = if is_plain(query) { query } else { "" };
    HeaderValue::from_str(&format!("{NAME}={query}; {ATTRIBUTES}")).ok()
}

/// What [`remember`] wrote, without its question mark.
pub(super) fn recall(headers: &HeaderMap) -> String {
    let query = cookie(headers, NAME).filter(|query| is_plain(query));
    query.unwrap_or_default().to_owned()
}

/// Whether it can stand in a cookie as it is. What cannot is forgotten, not mended.
fn is_plain(query: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b';' | b',' | b'"' | b'\\');
    query.len() <= MAX_BYTES && query.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    fn travelled(path: &str) -> String {
        let cookie = remember(path).unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(pair).unwrap())]);
        recall(&headers)
    }

    #[test]
    fn a_query_comes_back_as_it_was() {
        assert_eq!(travelled("/conversations"), "");
        assert_eq!(
            travelled("/conversations?tab=all&order=L%2D1%3B"),
            "tab=all&order=L%2D1%3B"
        );
    }

    #[test]
    fn what_could_end_a_cookie_is_forgotten() {
        assert_eq!(travelled("/conversations?order=1;Path=/x"), "");
        assert_eq!(
            travelled(&format!("/conversations?order={}", "1".repeat(600))),
            ""
        );
    }
}
