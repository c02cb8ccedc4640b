//! Sellers as staff see them, over the API: found by name, their people, and their deadlines with every derivation.

use axum::Json;
use axum::extract::{Path, Query, State};
use jiff::Timestamp;
use rules::ids::{AgentId, ConversationId, SellerId};
use serde::{Deserialize, Serialize};
use store::deadline_history::{Outcome, Past};
use store::events::Event;
use utoipa::ToSchema;

use super::paging;
use crate::actions::seller_seen;
use crate::api::conversations::DeadlineShown;
use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::Identity;

/// Sellers at most.
const SELLERS_MAX: u32 = 200;

/// What to look for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SellerQuery {
    /// A part of the name, or the beginning of the id.
    words: String,
}

/// Which deadlines are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeadlinesQuery {
    #[param(inline)]
    #[serde(default)]
    outcome: OutcomeNamed,
    /// `next` of the answer before.
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 if not given.
    limit: Option<u32>,
}

/// What became of a deadline.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeNamed {
    #[default]
    All,
    /// A reply may still be owed.
    Open,
    Kept,
    /// Answered too late, or not yet although the time has passed.
    Missed,
    /// An agent said that no reply is needed.
    Waived,
}

/// Sellers that were found, by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct SellersFound {
    pub items: Vec<SellerFound>,
    /// `true` where there are more than can be shown; look for something narrower.
    pub has_more: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SellerFound {
    #[schema(value_type = String)]
    pub id: SellerId,
    pub name: String,
    pub country: String,
}

/// A seller with what staff judge it by.
#[derive(Debug, Serialize, ToSchema)]
pub struct SellerSeenShown {
    #[schema(value_type = String)]
    pub id: SellerId,
    pub name: String,
    pub country: String,
    pub time_zone: String,
    /// Names the holidays, hours and rules that deadlines are computed with now.
    pub calendar_version: String,
    /// Deadlines of the last 90 days that were answered in time.
    pub kept: u32,
    /// Those that were answered too late.
    pub missed: u32,
    pub people: Vec<SellersPerson>,
}

/// Somebody who signs in for a seller.
#[derive(Debug, Serialize, ToSchema)]
pub struct SellersPerson {
    #[schema(value_type = String)]
    pub id: AgentId,
    pub name: String,
    #[schema(example = "agent")]
    pub role: &'static str,
    /// `false`: has no access any more.
    pub active: bool,
    /// `null`: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_signed_in_at: Option<Timestamp>,
}

/// Deadlines of a seller, those of the newest messages first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PastDeadlines {
    pub items: Vec<PastDeadline>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
}

/// A deadline with how it came about, and how it was computed again.
#[derive(Debug, Serialize, ToSchema)]
pub struct PastDeadline {
    #[schema(value_type = String, format = Uuid)]
    pub conversation: ConversationId,
    pub deadline: DeadlineShown,
    /// Oldest first.
    pub computed_again: Vec<ComputedAgain>,
}

/// A change of the calendar or an absence has moved a deadline.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComputedAgain {
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `null` while the clock stood still.
    #[schema(format = DateTime)]
    pub due_before: Option<String>,
    #[schema(format = DateTime)]
    pub due_at: Option<String>,
    pub calendar_version_before: String,
    pub calendar_version: String,
}

/// Find sellers by name
#[utoipa::path(
    get,
    path = "/api/v1/oversight/sellers",
    tag = "staff",
    params(SellerQuery),
    responses((status = 200, description = "Sellers by name, at most 200", body = SellersFound)),
)]
pub async fn get_sellers_found(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<SellerQuery>,
) -> Result<Json<SellersFound>, ActionError> {
    let (words, limit) = (query.words, SELLERS_MAX + 1);
    let mut found = seller_seen::find(&app, &identity.viewer, &words, None, limit).await?;
    let has_more = found.len() > SELLERS_MAX as usize;
    found.truncate(SELLERS_MAX as usize);
    let items = found.into_iter().map(|seller| SellerFound {
        id: seller.id,
        name: seller.name,
        country: seller.country,
    });
    Ok(Json(SellersFound {
        items: items.collect(),
        has_more,
    }))
}

/// Get a seller with its people
#[utoipa::path(
    get,
    path = "/api/v1/oversight/sellers/{seller}",
    tag = "staff",
    params(("seller" = String, Path, description = "The seller's id")),
    responses(
        (status = 200, description = "The seller as of now", body = SellerSeenShown),
        (status = 404, description = "There is no such seller"),
    ),
)]
pub async fn get_seller_seen(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<SellerId>,
) -> Result<Json<SellerSeenShown>, ActionError> {
    let seen = seller_seen::see(&app, &identity.viewer, id, Outcome::All, None, 1).await?;
    let people = seen.agents.into_iter().map(|agent| SellersPerson {
        last_signed_in_at: seen.signed_in.get(agent.id.as_str()).copied(),
        id: agent.id,
        name: agent.name,
        role: agent.role.code(),
        active: agent.active,
    });
    Ok(Json(SellerSeenShown {
        people: people.collect(),
        id: seen.seller.id,
        name: seen.seller.name,
        country: seen.seller.country,
        time_zone: seen.seller.time_zone,
        calendar_version: seen.calendar.version().to_owned(),
        kept: seen.kept.kept,
        missed: seen.kept.missed,
    }))
}

/// List a seller's deadlines with their derivations
#[utoipa::path(
    get,
    path = "/api/v1/oversight/sellers/{seller}/deadlines",
    tag = "staff",
    params(("seller" = String, Path, description = "The seller's id"), DeadlinesQuery),
    responses(
        (status = 200, description = "A page of them, those of the newest messages first", body = PastDeadlines),
        (status = 404, description = "There is no such seller"),
        (status = 422, description = "A parameter cannot be taken; the detail names it"),
    ),
)]
pub async fn get_seller_deadlines(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<SellerId>,
    Query(query): Query<DeadlinesQuery>,
) -> Result<Json<PastDeadlines>, ActionError> {
    let limit = paging::limit(query.limit)?;
    let before = paging::place(query.cursor.as_deref())?;
    let outcome = query.outcome.into();
    let found =
        seller_seen::deadlines(&app, &identity.viewer, id, outcome, before, limit + 1).await?;
    let (mut deadlines, mut again) = found;
    let next = paging::next(&mut deadlines, limit, |past| Place {
        at: past.deadline.received_at,
        id: past.deadline.id.0,
    });
    let now = app.now();
    let show = |past: Past| {
        let events = again.remove(&past.deadline.id).unwrap_or_default();
        PastDeadline {
            conversation: past.conversation,
            computed_again: events.iter().filter_map(computed_again).collect(),
            deadline: DeadlineShown::new(past.deadline, None, now),
        }
    };
    Ok(Json(PastDeadlines {
        items: deadlines.into_iter().map(show).collect(),
        next,
    }))
}

fn computed_again(event: &Event) -> Option<ComputedAgain> {
    let body: serde_json::Value = serde_json::from_str(&event.body).ok()?;
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    Some(ComputedAgain {
        at: event.at,
        due_before: text(&body["before"]["due_at"]),
        due_at: text(&body["due_at"]),
        calendar_version_before: text(&body["before"]["calendar_version"]).unwrap_or_default(),
        calendar_version: text(&body["calendar_version"]).unwrap_or_default(),
    })
}

impl From<OutcomeNamed> for Outcome {
    fn from(outcome: OutcomeNamed) -> Outcome {
        match outcome {
            OutcomeNamed::All => Outcome::All,
            OutcomeNamed::Open => Outcome::Open,
            OutcomeNamed::Kept => Outcome::Kept,
            OutcomeNamed::Missed => Outcome::Missed,
            OutcomeNamed::Waived => Outcome::Waived,
        }
    }
}
