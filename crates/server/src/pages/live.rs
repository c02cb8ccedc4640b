//! `GET /live`: changes as server-sent events, for pages and for programs.

use std::convert::Infallible;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use rules::ids::ConversationId;
use serde::Deserialize;
use tokio_stream::StreamExt as _;

use crate::actions::live::{Follow, follow};
use crate::app::App;
use crate::error::ActionError;
use crate::live::{Message, Proof};
use crate::middleware::{CurrentSession, CurrentToken};
use crate::viewer::Identity;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// A comment, so that proxies and browsers see that the connection lives.
const KEEP_ALIVE: Duration = Duration::from_secs(20);
/// When a browser comes back after a break: not all at the same instant.
const RETRY_LEAST_MS: u64 = 800;
const RETRY_SPREAD_MS: u64 = 1_700;
/// The header by which nginx and others are told not to collect the answer.
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// From where on, and about what.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LiveQuery {
    /// The newest position that is known already; from now on if not given. `Last-Event-ID` goes before it.
    after: Option<i64>,
    /// Only what concerns this conversation.
    #[param(value_type = Option<String>)]
    conversation: Option<ConversationId>,
}

/// Changes as they happen, as server-sent events
///
/// Event `change` says which event came (`position`, `kind`, `stream`, `conversation`), `presence` that somebody came to a
/// conversation or went, `reload` that more has happened than is worth listing, `ready` that everything up to its
/// position has been told. No message holds a text or a name: read what you need at its own address.
/// The `id` of a message is its position: a connection that is opened again with `Last-Event-ID` goes on without a gap
/// and without a double.
#[utoipa::path(
    get,
    path = "/api/v1/live",
    tag = "events",
    params(
        LiveQuery,
        ("Last-Event-ID" = Option<i64>, Header, description = "The `id` of the last message that came")
    ),
    responses(
        (status = 200, description = "Messages for as long as the connection is open", content_type = "text/event-stream", body = String),
        (status = 429, description = "Too many connections of this viewer at once"),
    ),
)]
pub async fn get_live(
    State(app): State<App>,
    identity: Identity,
    session: Option<Extension<CurrentSession>>,
    token: Option<Extension<CurrentToken>>,
    Query(query): Query<LiveQuery>,
    headers: HeaderMap,
) -> Result<Response, ActionError> {
    let proof = match (session, token) {
        (_, Some(Extension(token))) => Proof::Token(token.token_hash),
        (Some(Extension(session)), None) => Proof::Session(session.token_hash),
        (None, None) => return Err(ActionError::SignInFirst),
    };
    let from = Follow {
        after: last_event_id(&headers)?.or(query.after),
        conversation: query.conversation,
    };
    let following = follow(&app, &identity.viewer, proof, from).await?;
    let [jitter, ..] = app.random.salt()?;
    let retry_ms = RETRY_LEAST_MS + RETRY_SPREAD_MS * u64::from(jitter) / 256;
    let messages = following.map(move |message| Ok::<_, Infallible>(event(&message, retry_ms)));
    let stream = Sse::new(messages).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    let whole = [
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store, no-transform"),
        ),
        (BUFFERING, HeaderValue::from_static("no")),
    ];
    Ok((whole, stream).into_response())
}

fn event(message: &Message, retry_ms: u64) -> Event {
    let mut event = Event::default().event(message.name()).data(message.data());
    if let Some(position) = message.position() {
        event = event.id(position.to_string());
    }
    match message {
        Message::Ready(_) => event.retry(Duration::from_millis(retry_ms)),
        _ => event,
    }
}

/// A browser sends it by itself when it comes back.
fn last_event_id(headers: &HeaderMap) -> Result<Option<i64>, ActionError> {
    let Some(id) = headers.get(LAST_EVENT_ID) else {
        return Ok(None);
    };
    match id.to_str().map(str::trim) {
        Ok("") => Ok(None),
        Ok(id) => id.parse().map(Some).map_err(|_| unreadable()),
        Err(_) => Err(unreadable()),
    }
}

fn unreadable() -> ActionError {
    ActionError::invalid(
        "last_event_id",
        "Last-Event-ID: give the id of a message, a number.",
    )
}
