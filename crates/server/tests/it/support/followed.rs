//! A connection that follows changes, as a browser reads it.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, Method, StatusCode};
use serde_json::Value;
use tokio_stream::StreamExt as _;

use super::Client;

/// Longer than any message takes that is on its way.
const PATIENCE: Duration = Duration::from_secs(5);
/// After so long nothing more is on its way.
const SILENCE: Duration = Duration::from_millis(150);

/// An open connection.
pub struct Followed {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: BodyDataStream,
    rest: String,
}

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    pub event: String,
    pub id: Option<i64>,
    pub data: Value,
}

impl Client {
    /// Follows from the position that a browser would name when it comes back.
    pub async fn follow(&self, path: &str, last_event_id: Option<i64>) -> Followed {
        let mut request = self
            .request(Method::GET, path)
            .header("accept", "text/event-stream")
            .header("accept-encoding", "gzip");
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id.to_string());
        }
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = self.test.open(request).await.into_parts();
        Followed {
            status: parts.status,
            headers: parts.headers,
            body: body.into_data_stream(),
            rest: String::new(),
        }
    }
}

impl Followed {
    /// The next message; `None` when the connection has ended. Fails the test where neither comes.
    pub async fn next(&mut self) -> Option<Heard> {
        let next = tokio::time::timeout(PATIENCE, self.read()).await;
        next.expect("a message, or the end")
    }

    /// Everything up to `ready`, without it.
    pub async fn missed(&mut self) -> Vec<Heard> {
        let mut missed = Vec::new();
        loop {
            let heard = self.next().await.expect("ready before the end");
            if heard.event == "ready" {
                return missed;
            }
            missed.push(heard);
        }
    }

    /// Everything that comes until it is silent.
    pub async fn heard(&mut self) -> Vec<Heard> {
        let mut all = Vec::new();
        while let Ok(Some(heard)) = tokio::time::timeout(SILENCE, self.read()).await {
            all.push(heard);
        }
        all
    }

    async fn read(&mut self) -> Option<Heard> {
        loop {
            if let Some((message, rest)) = self.rest.split_once("\n\n") {
                let (message, rest) = (message.to_owned(), rest.to_owned());
                self.rest = rest;
                if let Some(heard) = parse(&message) {
                    return Some(heard);
                }
                continue;
            }
            let bytes = self.body.next().await?.expect("a whole message");
            self.rest.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }
}

/// `None` for a comment.
fn parse(message: &str) -> Option<Heard> {
    let field = |name: &str| {
        let mut lines = message.lines();
        lines.find_map(|line| {
            line.strip_prefix(name)?
                .strip_prefix(": ")
                .map(str::to_owned)
        })
    };
    Some(Heard {
        event: field("event")?,
        id: field("id").map(|id| id.parse().unwrap()),
        data: serde_json::from_str(&field("data").unwrap()).unwrap(),
    })
}
