//! Listings over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use rules::ids::{ListingId, SellerId};
use serde::Serialize;
use store::Seek;
use store::listings::Listing;
use utoipa::ToSchema;

use super::collection::CollectionQuery;
use super::replied::replied;
use super::{Collection, Wanted};
use crate::actions::marketplace::{self, ListingContent, Money};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A listing as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListingShown {
    #[schema(value_type = String)]
    pub id: ListingId,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[serde(flatten)]
    pub content: ListingContent,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// Say what a listing is
#[utoipa::path(
    put,
    path = "/api/v1/sellers/{seller}/listings/{listing}",
    tag = "marketplace",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("listing" = String, Path, description = "The listing's id")
    ),
    request_body = ListingContent,
    responses(
        (status = 200, description = "It was like this already, or has been changed", body = ListingShown),
        (status = 201, description = "It is new", body = ListingShown),
        (status = 403, description = "Only a token of scope platform may"),
        (status = 409, description = "`version` is not the present one"),
    )
)]
pub async fn put_listing(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<(SellerId, ListingId)>,
    Json(content): Json<ListingContent>,
) -> Result<Response, ActionError> {
    let put = marketplace::put_listing(&app, &identity.viewer, id, content).await?;
    Ok(replied(put.outcome, show(put.record)))
}

/// A listing
#[utoipa::path(
    get,
    path = "/api/v1/sellers/{seller}/listings/{listing}",
    tag = "marketplace",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("listing" = String, Path, description = "The listing's id")
    ),
    responses(
        (status = 200, description = "The listing", body = ListingShown),
        (status = 403, description = "The viewer may not read these"),
        (status = 404, description = "There is none that the viewer can see"),
    )
)]
pub async fn get_listing(
    State(app): State<App>,
    identity: Identity,
    Path((seller, id)): Path<(SellerId, ListingId)>,
) -> Result<Json<ListingShown>, ActionError> {
    let found = marketplace::find_listing(&app, &identity.viewer, seller, id).await?;
    Ok(Json(show(found)))
}

/// Listings of a seller in the order of their last change
#[utoipa::path(
    get,
    path = "/api/v1/sellers/{seller}/listings",
    tag = "marketplace",
    params(("seller" = String, Path, description = "The seller's id"), CollectionQuery),
    responses(
        (status = 200, description = "Listings in the order of their last change", body = Collection<ListingShown>),
        (status = 403, description = "The viewer may not read these"),
        (status = 404, description = "There is no such seller that the viewer can see"),
        (status = 422, description = "A parameter cannot be taken; the detail names it"),
    )
)]
pub async fn get_listings(
    State(app): State<App>,
    identity: Identity,
    Path(seller): Path<SellerId>,
    wanted: Wanted,
) -> Result<Json<Collection<ListingShown>>, ActionError> {
    let records = marketplace::list_listings(
        &app,
        &identity.viewer,
        seller,
        wanted.after.clone(),
        wanted.limit,
    )
    .await?;
    Ok(Json(wanted.answer(records, place, show)))
}

fn place(listing: &Listing) -> Seek {
    Seek {
        changed_at: listing.updated_at,
        id: listing.id.to_string(),
    }
}

fn show(listing: Listing) -> ListingShown {
    ListingShown {
        id: listing.id,
        seller: listing.seller,
        content: ListingContent {
            title: listing.title,
            price: listing.price.map(|price| Money {
                amount: price.amount,
                currency: price.currency,
            }),
            available: listing.available,
            version: Some(listing.version),
        },
        created_at: listing.created_at,
        updated_at: listing.updated_at,
    }
}
