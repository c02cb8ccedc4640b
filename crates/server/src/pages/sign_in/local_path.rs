//! Where to go after signing in: a path of this site and nothing else.

use std::fmt::Write as _;

const MAX_BYTES: usize = 2_000;

/// The path if a browser stays on this site with it, otherwise the home page.
pub fn local_path(wanted: Option<&str>) -> &str {
    wanted.filter(|path| is_local(path)).unwrap_or("/")
}

/// Escapes a path for the value of a query.
pub fn as_query_value(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            escaped.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

/// Browsers take `//host` and, since they turn backslashes around, `/\host` for another site,
/// and drop tabs and line ends from the middle of an address.
fn is_local(path: &str) -> bool {
    let mut bytes = path.bytes();
    let begins = bytes.next() == Some(b'/') && bytes.next() != Some(b'/');
    begins
        && path.len() <= MAX_BYTES
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for good in [
            "/",
            "/conversations",
            "/conversations/1?tab=all&x=%2F%2F#last",
            "/.//x",
            "/a//b",
            "/x@y",
        ] {
            assert_eq!(local_path(Some(good)), good);
        }
        for bad in [
            "",
            "conversations",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            " /x",
            "/x y",
            "/ž",
            "/\u{0}",
            "/a\\b",
            "/\u{7f}",
        ] {
            assert_eq!(local_path(Some(bad)), "/", "{bad:?}");
        }
        assert_eq!(local_path(None), "/");
        assert_eq!(local_path(Some(&format!("/{}", "a".repeat(2_000)))), "/");
    }

    #[test]
    fn an_escaped_path_is_one_value() {
        assert_eq!(
            as_query_value("/a?b=c&d=ž#e"),
            "/a%3Fb%3Dc%26d%3D%C5%BE%23e"
        );
    }
}
