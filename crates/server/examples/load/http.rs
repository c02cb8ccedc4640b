//! Clients of a service, each on one connection that stays open.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use crate::Failure;
use crate::connection::{Connection, request};
use crate::measure::{Figures, Span, Turns, elapsed, measure};
use crate::work::{CLIENTS, TEXT, Work};

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

/// The first fifty conversations of an agent, newest first: as a page to its session, or as JSON to its token.
pub(crate) async fn list(
    address: SocketAddr,
    work: Work,
    as_page: bool,
    span: Span,
) -> Result<Figures, Failure> {
    let make = move |turn: usize| {
        let agent = &work.agents[turn % CLIENTS];
        let (path, header) = if as_page {
            let cookie = format!("__Host-dopis={}", agent.session);
            ("/conversations?tab=all", ("cookie", cookie))
        } else {
            let bearer = format!("Bearer {}", agent.token);
            ("/api/v1/conversations?limit=50", ("authorization", bearer))
        };
        Ok(request("GET", path, &[header], ""))
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
