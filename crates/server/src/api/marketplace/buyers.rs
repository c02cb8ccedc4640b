//! Buyers over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use rules::ids::BuyerId;
use serde::Serialize;
use store::Seek;
use store::buyers::Buyer;
use utoipa::ToSchema;

use super::collection::CollectionQuery;
use super::replied::replied;
use super::{Collection, Wanted};
use crate::actions::marketplace::{self, BuyerContent};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A buyer as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct BuyerShown {
    #[schema(value_type = String)]
    pub id: BuyerId,
    #[serde(flatten)]
    pub content: BuyerContent,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// Say who a buyer is
#[utoipa::path(
    put,
    path = "/api/v1/buyers/{buyer}",
    tag = "marketplace",
    params(("buyer" = String, Path, description = "The buyer's id")),
    request_body = BuyerContent,
    responses(
        (status = 200, description = "It was like this already, or has been changed", body = BuyerShown),
        (status = 201, description = "It is new", body = BuyerShown),
        (status = 403, description = "Only a token of scope platform may"),
        (status = 409, description = "`version` is not the present one"),
    )
)]
pub async fn put_buyer(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<BuyerId>,
    Json(content): Json<BuyerContent>,
) -> Result<Response, ActionError> {
    let put = marketplace::put_buyer(&app, &identity.viewer, id, content).await?;
    Ok(replied(put.outcome, show(put.record)))
}

/// A buyer
#[utoipa::path(
    get,
    path = "/api/v1/buyers/{buyer}",
    tag = "marketplace",
    params(("buyer" = String, Path, description = "The buyer's id")),
    responses(
        (status = 200, description = "The buyer", body = BuyerShown),
        (status = 403, description = "The viewer may not read these"),
        (status = 404, description = "There is none that the viewer can see"),
    )
)]
pub async fn get_buyer(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<BuyerId>,
) -> Result<Json<BuyerShown>, ActionError> {
    let found = marketplace::find_buyer(&app, &identity.viewer, id).await?;
    Ok(Json(show(found)))
}

/// Buyers in the order of their last change
#[utoipa::path(
    get,
    path = "/api/v1/buyers",
    tag = "marketplace",
    params(CollectionQuery),
    responses(
        (status = 200, description = "Buyers in the order of their last change", body = Collection<BuyerShown>),
        (status = 403, description = "The viewer may not read these"),
        (status = 422, description = "A parameter cannot be taken; the detail names it"),
    )
)]
pub async fn get_buyers(
    State(app): State<App>,
    identity: Identity,
    wanted: Wanted,
) -> Result<Json<Collection<BuyerShown>>, ActionError> {
    let records =
        marketplace::list_buyers(&app, &identity.viewer, wanted.after.clone(), wanted.limit)
            .await?;
    Ok(Json(wanted.answer(records, place, show)))
}

fn place(buyer: &Buyer) -> Seek {
    Seek {
        changed_at: buyer.updated_at,
        id: buyer.id.to_string(),
    }
}

fn show(buyer: Buyer) -> BuyerShown {
    BuyerShown {
        id: buyer.id,
        content: BuyerContent {
            name: buyer.name,
            email: buyer.email,
            language: buyer.language,
            country: buyer.country,
            time_zone: buyer.time_zone,
            version: Some(buyer.version),
        },
        created_at: buyer.created_at,
        updated_at: buyer.updated_at,
    }
}
