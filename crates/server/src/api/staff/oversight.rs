//! What staff look for across sellers, over the API. No text is shown here.

use axum::Json;
use axum::extract::{Path, Query, State};
use jiff::Timestamp;
use rules::conversation::WaitsFor;
use rules::ids::{BuyerId, ConversationId, SellerId};
use serde::{Deserialize, Serialize};
use store::oversight::{Found, OverdueOfSeller};
use utoipa::ToSchema;

use crate::actions::oversight;
use crate::api::codes;
use crate::api::conversations::SubjectNamed;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What to look for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FindQuery {
    /// The exact id of an order, listing, seller, buyer or conversation.
    word: String,
}

/// Sellers with overdue replies.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverdueBySeller {
    pub items: Vec<OverdueOfSellerShown>,
}

/// Deadlines of one seller that have passed without an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverdueOfSellerShown {
    #[schema(value_type = String)]
    pub seller: SellerId,
    /// `null` while the marketplace has not said who that is.
    pub name: Option<String>,
    pub overdue: u32,
    /// The due instant that passed first.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

/// Conversations that were found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundConversations {
    pub items: Vec<FoundShown>,
    /// `true` where there are more than can be shown; look for something narrower.
    pub has_more: bool,
}

/// A conversation without any text.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: ConversationId,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[schema(value_type = String)]
    pub buyer: BuyerId,
    pub subject: SubjectNamed,
    #[schema(schema_with = codes::waits_for)]
    pub waits_for: WaitsFor,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    pub last_message_at: Timestamp,
}

/// Sellers with overdue replies, the most overdue first
#[utoipa::path(
    get,
    path = "/api/v1/oversight/overdue",
    tag = "staff",
    responses((status = 200, description = "Sellers, at most 200, drawn from the 20,000 deadlines that passed first", body = OverdueBySeller)),
)]
pub async fn get_overdue(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<OverdueBySeller>, ActionError> {
    let sellers = oversight::overdue_by_seller(&app, &identity.viewer).await?;
    let show = |seller: OverdueOfSeller| OverdueOfSellerShown {
        seller: seller.seller,
        name: seller.name,
        overdue: seller.overdue,
        since: seller.since,
    };
    Ok(Json(OverdueBySeller {
        items: sellers.into_iter().map(show).collect(),
    }))
}

/// Overdue conversations of a seller, longest overdue first
#[utoipa::path(
    get,
    path = "/api/v1/oversight/overdue/{seller}",
    tag = "staff",
    params(("seller" = String, Path, description = "The seller's id")),
    responses((status = 200, description = "Conversations, at most 200", body = FoundConversations)),
)]
pub async fn get_overdue_of_seller(
    State(app): State<App>,
    identity: Identity,
    Path(seller): Path<SellerId>,
) -> Result<Json<FoundConversations>, ActionError> {
    let found = oversight::overdue_of_seller(&app, &identity.viewer, seller).await?;
    Ok(Json(FoundConversations::new(found)))
}

/// Find conversations by an id
#[utoipa::path(
    get,
    path = "/api/v1/oversight/conversations",
    tag = "staff",
    params(FindQuery),
    responses((status = 200, description = "Conversations, newest first, at most 200", body = FoundConversations)),
)]
pub async fn get_found(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<FindQuery>,
) -> Result<Json<FoundConversations>, ActionError> {
    let found = oversight::find(&app, &identity.viewer, &query.word).await?;
    Ok(Json(FoundConversations::new(found)))
}

impl FoundConversations {
    fn new(found: Vec<Found>) -> FoundConversations {
        FoundConversations {
            has_more: found.len() == oversight::ROWS_MAX as usize,
            items: found.into_iter().map(FoundShown::from).collect(),
        }
    }
}

impl From<Found> for FoundShown {
    fn from(found: Found) -> FoundShown {
        FoundShown {
            id: found.id,
            seller: found.seller,
            buyer: found.buyer,
            subject: SubjectNamed::of(&found.subject),
            waits_for: found.waits_for,
            due_at: found.due_at,
            last_message_at: found.last_message_at,
        }
    }
}
