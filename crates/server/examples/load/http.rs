//! Clients of a service, each on one connection that stays open.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use crate::Failure;
use crate::connection::{Connection, request};
use crate::measure::{Figures, Span, Turns, elapsed, measure};
use crate::work::{TEXT, Work};

/// The first fifty conversations.
const LIST: &str = "/api/v1/conversations?limit=50";

/// What there is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum What {
    /// What waits for the seller, as JSON
    NeedsReply,
    /// All conversations, newest first, as JSON
    All,
    /// The numbers beside the tabs, as JSON
    Counts,
    /// The messages of a conversation, as JSON
    Messages,
    /// All conversations as a page, with what stands around them
    ListPage,
    /// A conversation as a page
    ThreadPage,
}

/// Replies of agents with API tokens, each to the buyer's only message of a conversation.
pub(crate) async fn replies(
    address: SocketAddr,
    work: Work,
    span: Span,
) -> Result<Figures, Failure> {
    let work = Arc::new(work);
    let body = json!({ "text": TEXT, "last_read": 1 }).to_string();
    let make = move |turn: usize| {
        let (agent, conversation) = work.turn(turn)?;
        let path = format!("/api/v1/conversations/{conversation}/messages");
        let headers = [("authorization", format!("Bearer {}", agent.token))];
        Ok(request("POST", &path, &headers, &body))
    };
    let make = Arc::new(make);
    measure(&span, |turns| {
        client(address, turns, Arc::clone(&make), 201)
    })
    .await
}

/// What an agent reads: as a page with its session, or as JSON with its token.
pub(crate) async fn read(
    address: SocketAddr,
    work: Work,
    what: What,
    span: Span,
) -> Result<Figures, Failure> {
    let make = move |turn: usize| {
        let (agent, conversation) = work.reading(turn);
        let cookie = ("cookie", format!("__Host-dopis={}", agent.session));
        let bearer = ("authorization", format!("Bearer {}", agent.token));
        let (path, header) = match what {
            What::NeedsReply => (LIST.to_owned() + "&tab=needs_reply", bearer),
            What::All => (LIST.to_owned(), bearer),
            What::Counts => ("/api/v1/counts".to_owned(), bearer),
            What::Messages => {
                let path = format!("/api/v1/conversations/{conversation}/messages");
                (path, bearer)
            }
            What::ListPage => ("/conversations?tab=all".to_owned(), cookie),
            What::ThreadPage => (format!("/conversations/{conversation}"), cookie),
        };
        Ok(request("GET", &path, &[header], ""))
    };
    let make = Arc::new(make);
    measure(&span, |turns| {
        client(address, turns, Arc::clone(&make), 200)
    })
    .await
}

/// The least that a service can be asked for.
pub(crate) async fn health(address: SocketAddr, span: Span) -> Result<Figures, Failure> {
    let make = Arc::new(|_: usize| Ok(request("GET", "/health", &[], "")));
    measure(&span, |turns| {
        client(address, turns, Arc::clone(&make), 200)
    })
    .await
}

async fn client(
    address: SocketAddr,
    turns: Arc<Turns>,
    make: Arc<impl Fn(usize) -> Result<Vec<u8>, Failure>>,
    expected: u16,
) -> Result<Vec<Duration>, Failure> {
    let mut connection = Connection::open(address).await?;
    let mut took = Vec::new();
    while let Some(turn) = turns.take() {
        let request = make(turn)?;
        let begun = elapsed();
        let (status, body) = connection.exchange(&request, |_, _| {}).await?;
        took.push(elapsed() - begun);
        if status != expected {
            let body = String::from_utf8_lossy(&body);
            return Err(format!("turn {turn} was answered with {status}: {body}").into());
        }
    }
    Ok(took)
}
