//! The feed of events over the API.

use axum::Json;
use axum::extract::{Query, State};
use jiff::Timestamp;
use rules::ids::{BuyerId, EventId, SellerId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::events::Event;
use utoipa::ToSchema;

use crate::actions::events::{self, PAGE_MAX};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

const LIMIT_DEFAULT: u32 = 100;

/// The position before the first event.
const BEFORE_ALL: i64 = -1;

/// From where on events are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// `last` of the answer before; from the beginning if not given.
    after: Option<i64>,
    /// At most so many, 1 to 500; 100 if not given.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// Events in the order of their positions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Events {
    pub items: Vec<EventShown>,
    /// Give it as `after` to go on, at once or later.
    pub last: i64,
}

/// One record of something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: EventId,
    /// Its place among all events; positions that the viewer may not see are left out.
    pub position: i64,
    /// For instance `message.sent`; new kinds may come.
    pub kind: String,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    #[schema(value_type = Option<String>)]
    pub seller: Option<SellerId>,
    #[schema(value_type = Option<String>)]
    pub buyer: Option<BuyerId>,
    pub stream: StreamShown,
    pub actor: ActorShown,
    /// What the kind says of it. Texts and names are never in it, only their commitments.
    #[schema(value_type = Object)]
    pub body: Value,
}

/// What an event is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct StreamShown {
    /// `conversation`, `seller`, `buyer`, `staff` or `marketplace`.
    pub kind: String,
    pub id: String,
}

/// Who caused an event.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActorShown {
    /// `agent`, `buyer`, `staff`, `automation`, `platform`, `job`, `rule` or `absence`.
    pub kind: String,
    pub id: String,
}

/// What happened, as far as the viewer may know
///
/// A position once given never changes, and none comes later below one that was seen.
/// Read on from `last`, and nothing is missed.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    tag = "events",
    params(EventsQuery),
    responses((status = 200, description = "Events after the position", body = Events)),
)]
pub async fn get_events(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<EventsQuery>,
) -> Result<Json<Events>, ActionError> {
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(ActionError::invalid(
            "invalid_limit",
            format!("limit: must be from 1 to {PAGE_MAX}."),
        ));
    }
    let after = query.after.unwrap_or(BEFORE_ALL);
    let events = events::after(&app, &identity.viewer, after, limit).await?;
    let items = events
        .into_iter()
        .map(show)
        .collect::<Result<Vec<EventShown>, ActionError>>()?;
    Ok(Json(Events {
        last: items.last().map_or(after, |last| last.position),
        items,
    }))
}

fn show(event: Event) -> Result<EventShown, ActionError> {
    let unreadable = |source: Box<dyn std::error::Error + Send + Sync>| ActionError::Internal {
        operation: "reading an event",
        source,
    };
    Ok(EventShown {
        id: event.id,
        position: event
            .position
            .ok_or_else(|| unreadable("it has no position".into()))?,
        kind: event.kind,
        at: event.at,
        seller: event.seller,
        buyer: event.buyer,
        stream: StreamShown {
            kind: event.stream.kind().to_owned(),
            id: event.stream.id(),
        },
        actor: ActorShown {
            kind: event.actor_kind,
            id: event.actor_id,
        },
        body: serde_json::from_str(&event.body).map_err(|error| unreadable(error.into()))?,
    })
}
