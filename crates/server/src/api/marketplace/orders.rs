//! Orders over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use rules::ids::{OrderId, SellerId};
use serde::Serialize;
use store::Seek;
use store::orders::Order;
use utoipa::ToSchema;

use super::collection::CollectionQuery;
use super::replied::replied;
use super::{Collection, Wanted};
use crate::actions::marketplace::{self, OrderContent, order::read_details};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// An order as it is stored.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderShown {
    #[schema(value_type = String)]
    pub id: OrderId,
    #[schema(value_type = String)]
    pub seller: SellerId,
    #[serde(flatten)]
    pub content: OrderContent,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// Say what was ordered
#[utoipa::path(
    put,
    path = "/api/v1/sellers/{seller}/orders/{order}",
    tag = "marketplace",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("order" = String, Path, description = "The order's id")
    ),
    request_body = OrderContent,
    responses(
        (status = 200, description = "It was like this already, or has been changed", body = OrderShown),
        (status = 201, description = "It is new", body = OrderShown),
        (status = 403, description = "Only a token of scope platform may"),
        (status = 409, description = "`version` is not the present one"),
    )
)]
pub async fn put_order(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<(SellerId, OrderId)>,
    Json(content): Json<OrderContent>,
) -> Result<Response, ActionError> {
    let put = marketplace::put_order(&app, &identity.viewer, id, content).await?;
    Ok(replied(put.outcome, show(put.record)?))
}

/// An order
#[utoipa::path(
    get,
    path = "/api/v1/sellers/{seller}/orders/{order}",
    tag = "marketplace",
    params(
        ("seller" = String, Path, description = "The seller's id"),
        ("order" = String, Path, description = "The order's id")
    ),
    responses(
        (status = 200, description = "The order", body = OrderShown),
        (status = 403, description = "The viewer may not read these"),
        (status = 404, description = "There is none that the viewer can see"),
    )
)]
pub async fn get_order(
    State(app): State<App>,
    identity: Identity,
    Path((seller, id)): Path<(SellerId, OrderId)>,
) -> Result<Json<OrderShown>, ActionError> {
    let found = marketplace::find_order(&app, &identity.viewer, seller, id).await?;
    Ok(Json(show(found)?))
}

/// Orders of a seller in the order of their last change
#[utoipa::path(
    get,
    path = "/api/v1/sellers/{seller}/orders",
    tag = "marketplace",
    params(("seller" = String, Path, description = "The seller's id"), CollectionQuery),
    responses(
        (status = 200, description = "Orders in the order of their last change", body = Collection<OrderShown>),
        (status = 403, description = "The viewer may not read these"),
        (status = 404, description = "There is no such seller that the viewer can see"),
        (status = 422, description = "A parameter cannot be taken; the detail names it"),
    )
)]
pub async fn get_orders(
    State(app): State<App>,
    identity: Identity,
    Path(seller): Path<SellerId>,
    wanted: Wanted,
) -> Result<Json<Collection<OrderShown>>, ActionError> {
    let records = marketplace::list_orders(
        &app,
        &identity.viewer,
        seller,
        wanted.after.clone(),
        wanted.limit,
    )
    .await?;
    let part = wanted.answer(records, place, |order| order);
    let items = part.items.into_iter().map(show).collect::<Result<_, _>>()?;
    Ok(Json(Collection {
        items,
        next: part.next,
    }))
}

fn place(order: &Order) -> Seek {
    Seek {
        changed_at: order.updated_at,
        id: order.id.to_string(),
    }
}

fn show(order: Order) -> Result<OrderShown, ActionError> {
    let details = read_details(&order)?;
    Ok(OrderShown {
        id: order.id,
        seller: order.seller,
        content: OrderContent {
            buyer: order.buyer,
            placed_at: order.placed_at,
            status: order.status,
            lines: details.lines,
            shipments: details.shipments,
            delivery_address: details.delivery_address,
            version: Some(order.version),
        },
        created_at: order.created_at,
        updated_at: order.updated_at,
    })
}
