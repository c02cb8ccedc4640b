//! The header that says whether a file is shown or saved, and under which name (RFC 6266, RFC 8187).

use axum::http::HeaderValue;

/// `shown` inside the browser, or to be saved.
pub(super) fn disposition(shown: bool, name: &str) -> HeaderValue {
    let way = if shown { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|c| match c {
            ' '..='~' if !matches!(c, '"' | '\\' | '%') => c,
            _ => '_',
        })
        .collect();
    let escaped: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let text = format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{escaped}");
    // All of it is ASCII without control characters.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_cannot_break_out_of_the_header() {
        let cases = [
            (
                "račun.pdf",
                "attachment; filename=\"ra_un.pdf\"; filename*=UTF-8''ra%C4%8Dun.pdf",
            ),
            (
                "a\"; filename=b.exe",
                "attachment; filename=\"a_; filename=b.exe\"; filename*=UTF-8''a%22%3B%20filename%3Db.exe",
            ),
            (
                "a\r\nX: 1",
                "attachment; filename=\"a__X: 1\"; filename*=UTF-8''a%0D%0AX%3A%201",
            ),
            (
                "100%41.txt",
                "attachment; filename=\"100_41.txt\"; filename*=UTF-8''100%2541.txt",
            ),
        ];
        for (name, expected) in cases {
            assert_eq!(disposition(false, name), expected);
        }
        assert!(
            disposition(true, "a")
                .to_str()
                .unwrap()
                .starts_with("inline; ")
        );
    }
}
