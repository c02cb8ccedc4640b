//! Reading what was pushed in: one record, or a collection in the order of its changes.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{AgentId, BuyerId, ListingId, OrderId, SellerId};
use store::agents::{self, Agent};
use store::buyers::{self, Buyer};
use store::listings::{self, Listing};
use store::orders::{self, Order};
use store::sellers::{self, Seller};
use store::{Seek, Tx};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

pub async fn find_seller(app: &App, viewer: &Viewer, id: SellerId) -> Result<Seller, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    let found = app
        .db
        .read(async move |tx: &Tx| sellers::find(tx, &id).await)
        .await?;
    found.ok_or(ActionError::NotFound)
}

pub async fn list_sellers(
    app: &App,
    viewer: &Viewer,
    after: Seek,
    limit: u32,
) -> Result<Vec<Seller>, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    Ok(app
        .db
        .read(async move |tx: &Tx| sellers::any_changed(tx, &after, limit).await)
        .await?)
}

pub async fn find_buyer(app: &App, viewer: &Viewer, id: BuyerId) -> Result<Buyer, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    let found = app
        .db
        .read(async move |tx: &Tx| buyers::find(tx, &id).await)
        .await?;
    found.ok_or(ActionError::NotFound)
}

pub async fn list_buyers(
    app: &App,
    viewer: &Viewer,
    after: Seek,
    limit: u32,
) -> Result<Vec<Buyer>, ActionError> {
    check(viewer, Action::PushMarketplace, Relation::Own)?;
    Ok(app
        .db
        .read(async move |tx: &Tx| buyers::any_changed(tx, &after, limit).await)
        .await?)
}

pub async fn find_agent(
    app: &App,
    viewer: &Viewer,
    seller: SellerId,
    id: AgentId,
) -> Result<Agent, ActionError> {
    check(viewer, Action::ListAgents, of_seller(viewer, &seller))?;
    let found = app
        .db
        .read(async move |tx: &Tx| agents::find(tx, &seller, &id).await)
        .await?;
    found.ok_or(ActionError::NotFound)
}

pub async fn list_agents(
    app: &App,
    viewer: &Viewer,
    seller: SellerId,
    after: Seek,
    limit: u32,
) -> Result<Vec<Agent>, ActionError> {
    check(viewer, Action::ListAgents, of_seller(viewer, &seller))?;
    Ok(app
        .db
        .read(async move |tx: &Tx| agents::changed(tx, &seller, &after, limit).await)
        .await?)
}

/// A listing is public: a buyer may see every one.
pub async fn find_listing(
    app: &App,
    viewer: &Viewer,
    seller: SellerId,
    id: ListingId,
) -> Result<Listing, ActionError> {
    let relation = match viewer {
        Viewer::Buyer(_) => Relation::Own,
        _ => of_seller(viewer, &seller),
    };
    check(viewer, Action::ReadOrders, relation)?;
    let found = app
        .db
        .read(async move |tx: &Tx| listings::find(tx, &seller, &id).await)
        .await?;
    found.ok_or(ActionError::NotFound)
}

pub async fn list_listings(
    app: &App,
    viewer: &Viewer,
    seller: SellerId,
    after: Seek,
    limit: u32,
) -> Result<Vec<Listing>, ActionError> {
    check(viewer, Action::ReadOrders, of_seller(viewer, &seller))?;
    Ok(app
        .db
        .read(async move |tx: &Tx| listings::changed(tx, &seller, &after, limit).await)
        .await?)
}

/// An order is seen by its seller and its buyer.
pub async fn find_order(
    app: &App,
    viewer: &Viewer,
    seller: SellerId,
    id: OrderId,
) -> Result<Order, ActionError> {
    let relation = of_seller(viewer, &seller);
    let found = app
        .db
        .read(async move |tx: &Tx| orders::find(tx, &seller, &id).await)
        .await?;
    let relation = match (viewer, &found) {
        (Viewer::Buyer(buyer), Some(order)) if *buyer == order.buyer => Relation::Own,
        _ => relation,
    };
    check(viewer, Action::ReadOrders, relation)?;
    found.ok_or(ActionError::NotFound)
}

pub async fn list_orders(
    app: &App,
    viewer: &Viewer,
    seller: SellerId,
    after: Seek,
    limit: u32,
) -> Result<Vec<Order>, ActionError> {
    check(viewer, Action::ReadOrders, of_seller(viewer, &seller))?;
    Ok(app
        .db
        .read(async move |tx: &Tx| orders::changed(tx, &seller, &after, limit).await)
        .await?)
}

fn of_seller(viewer: &Viewer, seller: &SellerId) -> Relation {
    match viewer {
        Viewer::Agent { seller: own, .. } | Viewer::Automation { seller: own, .. }
            if own == seller =>
        {
            Relation::Own
        }
        Viewer::Staff { .. } | Viewer::Platform { .. } => Relation::Own,
        Viewer::Anonymous | Viewer::Buyer(_) | Viewer::Agent { .. } | Viewer::Automation { .. } => {
            Relation::Foreign
        }
    }
}
