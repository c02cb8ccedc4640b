//! Sellers over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use rules::deadline::Note;
use rules::ids::SellerId;
use serde::Serialize;
use store::Seek;
use store::sellers::Seller;
use utoipa::ToSchema;

use super::collection::CollectionQuery;
use super::replied::replied;
use super::{Collection, Wanted};
use crate::actions::marketplace::{self, SellerContent};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A seller as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct SellerShown {
    #[schema(value_type = String)]
    pub id: SellerId,
    #[serde(flatten)]
    pub content: SellerContent,
    /// What is not known about its calendar, for instance the public holidays of its country.
    #[schema(value_type = Vec<Object>)]
    pub calendar_notes: Vec<Note>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// Say who a seller is
#[utoipa::path(
    put,
    path = "/api/v1/sellers/{seller}",
    tag = "marketplace",
    params(("seller" = String, Path, description = "The seller's id")),
    request_body = SellerContent,
    responses(
        (status = 200, description = "It was like this already, or has been changed", body = SellerShown),
        (status = 201, description = "It is new", body = SellerShown),
        (status = 403, description = "Only a token of scope platform may"),
        (status = 409, description = "`version` is not the present one"),
    )
)]
pub async fn put_seller(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<SellerId>,
    Json(content): Json<SellerContent>,
) -> Result<Response, ActionError> {
    let put = marketplace::put_seller(&app, &identity.viewer, id, content).await?;
    Ok(replied(put.outcome, show(&app, put.record)))
}

/// A seller
#[utoipa::path(
    get,
    path = "/api/v1/sellers/{seller}",
    tag = "marketplace",
    params(("seller" = String, Path, description = "The seller's id")),
    responses(
        (status = 200, description = "The seller", body = SellerShown),
        (status = 403, description = "The viewer may not read these"),
        (status = 404, description = "There is none that the viewer can see"),
    )
)]
pub async fn get_seller(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<SellerId>,
) -> Result<Json<SellerShown>, ActionError> {
    let found = marketplace::find_seller(&app, &identity.viewer, id).await?;
    Ok(Json(show(&app, found)))
}

/// Sellers in the order of their last change
#[utoipa::path(
    get,
    path = "/api/v1/sellers",
    tag = "marketplace",
    params(CollectionQuery),
    responses(
        (status = 200, description = "Sellers in the order of their last change", body = Collection<SellerShown>),
        (status = 403, description = "The viewer may not read these"),
        (status = 422, description = "A parameter cannot be taken; the detail names it"),
    )
)]
pub async fn get_sellers(
    State(app): State<App>,
    identity: Identity,
    wanted: Wanted,
) -> Result<Json<Collection<SellerShown>>, ActionError> {
    let records =
        marketplace::list_sellers(&app, &identity.viewer, wanted.after.clone(), wanted.limit)
            .await?;
    Ok(Json(
        wanted.answer(records, place, |seller| show(&app, seller)),
    ))
}

fn place(seller: &Seller) -> Seek {
    Seek {
        changed_at: seller.updated_at,
        id: seller.id.to_string(),
    }
}

fn show(app: &App, seller: Seller) -> SellerShown {
    SellerShown {
        calendar_notes: marketplace::calendar_notes(app, &seller),
        id: seller.id,
        content: SellerContent {
            name: seller.name,
            country: seller.country,
            subdivision: seller.subdivision,
            language: seller.language,
            time_zone: seller.time_zone,
            hours: seller.hours,
            legal: seller.legal,
            version: Some(seller.version),
        },
        created_at: seller.created_at,
        updated_at: seller.updated_at,
    }
}
