//! A witness as C2SP tlog-witness describes one, with what it has seen in its memory; and how it may misbehave.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use archive::merkle::{Hash, empty_root, verify_consistency};
use archive::note::{Signed, SigningKey};
use archive::policy::Policy;
use archive::witness::AddCheckpoint;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use dopis::config::{Config, Witness as Configured};

use super::Log;
use super::one_answer::{Served, serve};

/// What it does with the next requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Signs,
    /// It signs another text than the one it was shown.
    SignsWrongly,
    Silent,
    /// It says something else each time.
    Contradicts,
    Redirects,
    Talks,
}

#[derive(Debug)]
struct Inner {
    number: u8,
    manner: Manner,
    seen: (u64, Hash),
    /// The status of each answer.
    answers: Vec<u16>,
}

#[derive(Debug)]
pub(super) struct Witness {
    inner: Arc<Mutex<Inner>>,
    served: Served,
    number: u8,
}

fn key(number: u8) -> SigningKey {
    SigningKey::new(
        &format!("witness.example/{number}"),
        Signed::Cosignature,
        [number; 32],
    )
    .unwrap()
}

impl Witness {
    /// The one of this number, which has seen nothing yet.
    pub(super) async fn new(number: u8) -> Witness {
        let inner = Arc::new(Mutex::new(Inner {
            number,
            manner: Manner::Signs,
            seen: (0, empty_root()),
            answers: Vec::new(),
        }));
        let state = inner.clone();
        let route = post(async move |body: Bytes| answer(&state, &body).await);
        Witness {
            served: serve("/add-checkpoint", route).await,
            inner,
            number,
        }
    }

    pub(super) fn key(&self) -> SigningKey {
        key(self.number)
    }

    pub(super) fn configure(&self, config: &mut Config) {
        config.archive.witnesses.push(Configured {
            key: self.key().verifier().to_string(),
            url: format!("{}/", self.served.url),
        });
        config.archive.witness_timeout_ms = 500;
    }

    pub(super) fn behave(&self, manner: Manner) {
        self.inner.lock().unwrap().manner = manner;
    }

    /// It has signed a log of this size and root before.
    pub(super) fn has_seen(&self, size: u64, root: Hash) {
        self.inner.lock().unwrap().seen = (size, root);
    }

    /// The statuses that it has answered with since.
    pub(super) fn answers(&self) -> Vec<u16> {
        std::mem::take(&mut self.inner.lock().unwrap().answers)
    }
}

async fn answer(inner: &Mutex<Inner>, body: &[u8]) -> Response {
    let manner = inner.lock().unwrap().manner;
    if manner == Manner::Silent {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    let mut inner = inner.lock().unwrap();
    let answer = match manner {
        Manner::Redirects => (
            StatusCode::TEMPORARY_REDIRECT,
            [(header::LOCATION, "/elsewhere")],
        )
            .into_response(),
        Manner::Talks => vec![b'a'; 1_000_000].into_response(),
        Manner::Contradicts => {
            let seen = u64::try_from(inner.answers.len()).unwrap() % 2 + 1;
            conflict(seen)
        }
        _ => inner.judge(body),
    };
    inner.answers.push(answer.status().as_u16());
    answer
}

fn conflict(seen: u64) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/x.tlog.size")];
    (StatusCode::CONFLICT, headers, format!("{seen}\n")).into_response()
}

impl Inner {
    fn judge(&mut self, body: &[u8]) -> Response {
        let asked = AddCheckpoint::parse(body).unwrap();
        let policy = Policy::new(vec![Log::key(1).verifier().clone()], Vec::new(), 0).unwrap();
        let Ok(believed) = policy.open(asked.checkpoint.as_bytes()) else {
            return StatusCode::FORBIDDEN.into_response();
        };
        let (size, root) = (believed.checkpoint.size(), *believed.checkpoint.root());
        if asked.old != self.seen.0 {
            return conflict(self.seen.0);
        }
        let seen = (self.seen.0, &self.seen.1);
        if verify_consistency(seen, (size, &root), &asked.path).is_err() {
            return StatusCode::UNPROCESSABLE_ENTITY.into_response();
        }
        let mut text = believed.checkpoint.to_string();
        match self.manner {
            Manner::SignsWrongly => text.push_str("more\n"),
            _ => self.seen = (size, root),
        }
        format!("{}\n", key(self.number).sign(&text, 1_732_784_400)).into_response()
    }
}
