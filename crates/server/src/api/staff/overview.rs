//! What waits now across all sellers, over the API. No text is shown here.

use axum::Json;
use axum::extract::{Query, State};
use jiff::Timestamp;
use rules::ids::SellerId;
use serde::{Deserialize, Serialize};
use store::waiting::{Narrowed, Waiting, WaitingOfSeller};
use utoipa::ToSchema;

use super::oversight::FoundShown;
use super::paging;
use crate::actions::overview::{self, Listed, Part};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Which part of what waits.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartNamed {
    Overdue,
    DueSoon,
    Escalated,
    TakenOver,
    Waiting,
}

/// Which conversations are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WaitingQuery {
    #[param(inline)]
    part: PartNamed,
    /// Only of this seller.
    #[param(value_type = Option<String>)]
    seller: Option<SellerId>,
    /// Only of sellers in this country: ISO 3166-1, two capital letters.
    country: Option<String>,
    /// `next` of the answer before.
    cursor: Option<String>,
    /// At most so many, 1 to 200; 50 if not given.
    limit: Option<u32>,
}

/// What waits now. A count of 1001 means that there are more than 1000.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewShown {
    pub overdue: u32,
    /// Due before the marketplace has worked for four hours.
    pub due_soon: u32,
    /// The buyer has asked the marketplace to step in.
    pub escalated: u32,
    pub taken_over: u32,
    /// Everything that waits for its seller.
    pub waiting: u32,
    /// The most overdue first, at most 100.
    pub by_seller: Vec<SellerWaiting>,
    pub by_country: Vec<CountryWaiting>,
    /// `true` where more waits than the two tables are made from: those with the oldest deadlines.
    pub partial: bool,
}

/// How much waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingShown {
    pub overdue: u32,
    pub due_soon: u32,
    pub waiting: u32,
    #[schema(value_type = String, format = DateTime)]
    pub oldest_due_at: Timestamp,
}

/// How much waits for a seller.
#[derive(Debug, Serialize, ToSchema)]
pub struct SellerWaiting {
    #[schema(value_type = String)]
    pub seller: SellerId,
    /// Name and country are `null` while the marketplace has not said them.
    pub name: Option<String>,
    pub country: Option<String>,
    #[serde(flatten)]
    pub waiting: WaitingShown,
}

/// How much waits in a country.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountryWaiting {
    /// `null` where the marketplace has not said the seller's.
    pub country: Option<String>,
    #[serde(flatten)]
    pub waiting: WaitingShown,
}

/// Conversations of a part, and where the next page begins.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitingConversations {
    pub items: Vec<FoundShown>,
    /// Give it as `cursor` to go on; `null` where this was the end.
    pub next: Option<String>,
}

/// What waits now, by seller and country
#[utoipa::path(
    get,
    path = "/api/v1/oversight/overview",
    tag = "staff",
    responses((status = 200, description = "The counts of now", body = OverviewShown)),
)]
pub async fn get_overview(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<OverviewShown>, ActionError> {
    let now = overview::overview(&app, &identity.viewer).await?;
    let count = |of| {
        let found = now.counts.iter().find(|(part, _)| *part == of);
        found.map_or(0, |(_, count)| *count)
    };
    Ok(Json(OverviewShown {
        overdue: count(Part::Overdue),
        due_soon: count(Part::DueSoon),
        escalated: count(Part::Escalated),
        taken_over: count(Part::TakenOver),
        waiting: count(Part::Waiting),
        partial: now.partial,
        by_seller: now.by_seller.into_iter().map(SellerWaiting::from).collect(),
        by_country: now
            .by_country
            .into_iter()
            .map(|(country, waiting)| CountryWaiting {
                country,
                waiting: waiting.into(),
            })
            .collect(),
    }))
}

/// Conversations that wait, the most urgent first
#[utoipa::path(
    get,
    path = "/api/v1/oversight/waiting",
    tag = "staff",
    params(WaitingQuery),
    responses(
        (status = 200, description = "A page of them", body = WaitingConversations),
        (status = 422, description = "A parameter cannot be taken; the detail names it"),
    ),
)]
pub async fn get_waiting(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<WaitingQuery>,
) -> Result<Json<WaitingConversations>, ActionError> {
    let limit = paging::limit(query.limit)?;
    let after = paging::place(query.cursor.as_deref())?;
    let narrowed = Narrowed {
        seller: query.seller,
        country: query.country,
    };
    let part = query.part.into();
    let mut found =
        overview::list(&app, &identity.viewer, part, narrowed, after, limit + 1).await?;
    let next = paging::next(&mut found, limit, Listed::place);
    let items = found
        .into_iter()
        .map(|listed| FoundShown::from(listed.found));
    Ok(Json(WaitingConversations {
        items: items.collect(),
        next,
    }))
}

impl From<PartNamed> for Part {
    fn from(part: PartNamed) -> Part {
        match part {
            PartNamed::Overdue => Part::Overdue,
            PartNamed::DueSoon => Part::DueSoon,
            PartNamed::Escalated => Part::Escalated,
            PartNamed::TakenOver => Part::TakenOver,
            PartNamed::Waiting => Part::Waiting,
        }
    }
}

impl From<Waiting> for WaitingShown {
    fn from(waiting: Waiting) -> WaitingShown {
        WaitingShown {
            overdue: waiting.overdue,
            due_soon: waiting.due_soon,
            waiting: waiting.waiting,
            oldest_due_at: waiting.oldest_due_at,
        }
    }
}

impl From<WaitingOfSeller> for SellerWaiting {
    fn from(of: WaitingOfSeller) -> SellerWaiting {
        SellerWaiting {
            seller: of.seller,
            name: of.name,
            country: of.country,
            waiting: of.waiting.into(),
        }
    }
}
