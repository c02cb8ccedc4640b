//! A form that may bring files: with or without them, its fields are read the same way.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method};
use axum::response::{IntoResponse, Response};
use axum::{Form, body::Body};
use bytes::{Bytes, BytesMut};
use multer::{Field, Multipart};
use rules::attachment::{FILE_MAX_BYTES, FILES_MAX, MESSAGE_FILES_MAX_BYTES};
use rules::ids::AttachmentId;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::ActionError;
use crate::middleware::multipart::boundary;

const ATTACHMENTS: &str = "attachments";
const FILES: &str = "files";
/// Fields of a form besides its files, together.
const FIELDS_MAX_BYTES: usize = 1_000_000;

/// The fields of a form, the files that it brings, and the ids of those that were uploaded before.
#[derive(Debug)]
pub struct Submitted<T> {
    pub fields: T,
    pub attachments: Vec<AttachmentId>,
    pub files: Vec<SentFile>,
}

/// A file of a form: its bytes, or the code of what is wrong with it before anybody has looked into it.
#[derive(Debug)]
pub struct SentFile {
    pub name: String,
    pub bytes: Result<Bytes, &'static str>,
}

impl<T: DeserializeOwned> FromRequest<App> for Submitted<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let parts = match boundary(request.headers()) {
            Some(boundary) => {
                let stream = request.into_body().into_data_stream();
                read_parts(Multipart::new(stream, boundary))
                    .await
                    .map_err(IntoResponse::into_response)?
            }
            None => {
                let form = Bytes::from_request(request, app)
                    .await
                    .map_err(IntoResponse::into_response)?;
                Parts {
                    form: String::from_utf8_lossy(&form).into_owned(),
                    files: Vec::new(),
                }
            }
        };
        let attachments = ids(&parts.form);
        let form = Request::builder()
            .method(Method::POST)
            .header(
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            )
            .body(Body::from(without_ids(&parts.form)))
            .map_err(|_| ActionError::TooLarge.into_response())?;
        let Form(fields) = Form::from_request(form, app)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Submitted {
            fields,
            attachments,
            files: parts.files,
        })
    }
}

/// A form of parts: its fields as the other kind of form writes them, and its files.
struct Parts {
    form: String,
    files: Vec<SentFile>,
}

async fn read_parts(mut form: Multipart<'_>) -> Result<Parts, ActionError> {
    let mut parts = Parts {
        form: String::new(),
        files: Vec::new(),
    };
    let mut together: u64 = 0;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == FILES {
            parts.files.extend(read_file(field, &mut together).await?);
            continue;
        }
        let value = field.bytes().await.map_err(broken)?;
        if parts.form.len() + value.len() > FIELDS_MAX_BYTES {
            return Err(ActionError::TooLarge);
        }
        parts
            .form
            .push_str(&format!("{}=", escaped(name.as_bytes())));
        parts.form.push_str(&escaped(&value));
        parts.form.push('&');
    }
    let too_many = parts.files.iter_mut().skip(FILES_MAX);
    too_many.for_each(|file| file.bytes = Err("too_many_files"));
    Ok(parts)
}

/// A field of a form that no file was chosen for gives none.
/// What is too large is read to its end and forgotten, so that the rest of the form is not lost.
async fn read_file(
    mut field: Field<'_>,
    together: &mut u64,
) -> Result<Option<SentFile>, ActionError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let mut bytes = BytesMut::new();
    let mut refused = None;
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        *together += chunk.len() as u64;
        if (bytes.len() + chunk.len()) as u64 > FILE_MAX_BYTES {
            refused = Some("file_too_large");
        } else if *together > MESSAGE_FILES_MAX_BYTES {
            refused = Some("files_too_large_together");
        }
        match refused {
            Some(_) => bytes = BytesMut::new(),
            None => bytes.extend(chunk),
        }
    }
    if name.is_empty() && bytes.is_empty() && refused.is_none() {
        return Ok(None);
    }
    Ok(Some(SentFile {
        name,
        bytes: refused.map_or(Ok(bytes.freeze()), Err),
    }))
}

fn broken(_: multer::Error) -> ActionError {
    ActionError::invalid(
        "form_broken",
        "The form broke off or cannot be read. Send it again.",
    )
}

/// The ids that the form names, once or more often.
fn ids(form: &str) -> Vec<AttachmentId> {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    // An id needs no escapes; what is none names nothing.
    pairs
        .filter(|(name, _)| *name == ATTACHMENTS)
        .filter_map(|(_, value)| value.parse().ok())
        .collect()
}

fn without_ids(form: &str) -> String {
    let pairs = form.split('&');
    let others = pairs.filter(|pair| pair.split('=').next() != Some(ATTACHMENTS));
    others.collect::<Vec<_>>().join("&")
}

fn escaped(bytes: &[u8]) -> String {
    let escape = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(*byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    bytes.iter().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_apart_from_the_other_fields() {
        let id = "019a0000-0000-7000-8000-000000000000";
        let form = format!("text=a%26b&attachments={id}&attachments=nothing&last_read=1");
        assert_eq!(ids(&form), [id.parse().unwrap()]);
        assert_eq!(without_ids(&form), "text=a%26b&last_read=1");
        assert_eq!(escaped("a č".as_bytes()), "a%20%C4%8D");
    }
}
