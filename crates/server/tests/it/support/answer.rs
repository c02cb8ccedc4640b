//! What the service answered.

use axum::body::to_bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::Value;

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub(super) async fn read(response: Response) -> Answer {
        let (parts, body) = response.into_parts();
        let kind = parts.headers.get("content-type");
        // It would last until somebody ends it.
        let lasts = kind.is_some_and(|kind| kind == "text/event-stream");
        let body = match lasts {
            true => Default::default(),
            false => to_bytes(body, usize::MAX).await.unwrap(),
        };
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }

    /// The first header of this name; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The value of a cookie that the answer sets, with its attributes behind it.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all("set-cookie").into_iter();
        lines
            .filter_map(|line| line.to_str().ok()?.strip_prefix(name)?.strip_prefix('='))
            .next()
    }

    /// The body as JSON; fails the test where it is not.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body))
    }

    /// Status and `code` of a problem document: `404 not_found`.
    pub fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.body
        );
        format!(
            "{} {}",
            self.status.as_u16(),
            self.json()["code"].as_str().unwrap()
        )
    }
}
