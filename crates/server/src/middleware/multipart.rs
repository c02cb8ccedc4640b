//! Forms that bring files (RFC 7578): their boundary, and the one field that is looked at before the rest is read.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use tokio_stream::StreamExt as _;

use crate::error::ActionError;

/// Bytes within which the field must end.
const FIELD_WITHIN_BYTES: usize = 4_096;

/// The boundary between the parts; `None` where the body is no such form.
pub fn boundary(headers: &HeaderMap) -> Option<String> {
    multer::parse_boundary(headers.get(CONTENT_TYPE)?.to_str().ok()?).ok()
}

/// The value of a field, if it is the form's first, and the request as if nobody had looked.
/// No more is read than this field: whoever lacks it sends its files in vain.
pub(super) async fn first_field(
    request: Request,
    name: &str,
) -> Result<(Option<String>, Request), ActionError> {
    let (parts, body) = request.into_parts();
    let mut stream = body.into_data_stream();
    let mut start = Vec::new();
    while start.len() < FIELD_WITHIN_BYTES && find(&start, name).is_none() {
        match stream.next().await {
            Some(Ok(bytes)) => start.extend(bytes),
            Some(Err(_)) => return Err(ActionError::TooLarge),
            None => break,
        }
    }
    let found = find(&start, name);
    let again = tokio_stream::once(Ok(Bytes::from(start))).chain(stream);
    Ok((found, Request::from_parts(parts, Body::from_stream(again))))
}

/// The value of the first part, if that is the field and has ended.
fn find(start: &[u8], name: &str) -> Option<String> {
    let start = &start[..start.len().min(FIELD_WITHIN_BYTES)];
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // A file may have begun behind it.
        Err(error) => std::str::from_utf8(&start[..error.valid_up_to()]).ok()?,
    };
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let is_field = head.lines().any(|line| {
        line.to_ascii_lowercase()
            .starts_with("content-disposition:")
            && line.contains(&format!("name=\"{name}\""))
            && !line.contains("filename")
    });
    let (value, _) = rest.split_once("\r\n--")?;
    is_field.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn only_the_first_field_is_read() {
        let part = |name: &str, value: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let form = format!("{}{}--b--", part("csrf", "token"), part("text", "x"));
        assert_eq!(find(form.as_bytes(), "csrf").as_deref(), Some("token"));
        let other = format!("{}{}--b--", part("text", "x"), part("csrf", "token"));
        assert_eq!(find(other.as_bytes(), "csrf"), None);
        assert_eq!(find(&form.as_bytes()[..form.len() / 3], "csrf"), None);
    }
}
