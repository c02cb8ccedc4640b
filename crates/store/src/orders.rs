//! Orders as the marketplace pushed them in. What is in `details` is not read here.

use jiff::Timestamp;
use rules::ids::{BuyerId, OrderId, SellerId};

use crate::{DbError, Row, Seek, Tx, params};

/// What a buyer bought of a seller.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub seller: SellerId,
    pub id: OrderId,
    pub buyer: BuyerId,
    pub placed_at: Timestamp,
    pub status: String,
    /// Lines, shipments and delivery address as JSON.
    pub details: String,
    /// Counts the changes from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

pub async fn find(tx: &Tx, seller: &SellerId, id: &OrderId) -> Result<Option<Order>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, order_id, buyer_id, placed_at, status, details, version, created_at, updated_at
             FROM orders WHERE seller_id = ?1 AND order_id = ?2",
            params![seller, id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The orders of this id of all sellers.
pub async fn any_by_id(tx: &Tx, id: &OrderId) -> Result<Vec<Order>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, order_id, buyer_id, placed_at, status, details, version, created_at, updated_at
             FROM orders WHERE order_id = ?1 ORDER BY seller_id",
            params![id],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The orders of a buyer at all sellers, the newest first, behind the last one of the page before.
pub async fn of_buyer(
    tx: &Tx,
    buyer: &BuyerId,
    after: Option<&Order>,
    limit: u32,
) -> Result<Vec<Order>, DbError> {
    let (at, seller, id) = after.map_or((i64::MAX, "", ""), |last| {
        let at = last.placed_at.as_microsecond();
        (at, last.seller.as_str(), last.id.as_str())
    });
    let rows = tx
        .query(
            "SELECT seller_id, order_id, buyer_id, placed_at, status, details, version, created_at, updated_at
             FROM orders WHERE buyer_id = ?1 AND (placed_at, seller_id, order_id) < (?2, ?3, ?4)
             ORDER BY placed_at DESC, seller_id DESC, order_id DESC LIMIT ?5",
            params![buyer, at, seller, id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Orders of a seller in the order of their last change.
pub async fn changed(
    tx: &Tx,
    seller: &SellerId,
    after: &Seek,
    limit: u32,
) -> Result<Vec<Order>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, order_id, buyer_id, placed_at, status, details, version, created_at, updated_at
             FROM orders WHERE seller_id = ?1 AND (updated_at, order_id) > (?2, ?3)
             ORDER BY updated_at, order_id LIMIT ?4",
            params![seller, after.changed_at, after.id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

pub async fn insert(tx: &Tx, order: &Order) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO orders
         (seller_id, order_id, buyer_id, placed_at, status, details, version, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            order.seller,
            order.id,
            order.buyer,
            order.placed_at,
            order.status,
            order.details,
            order.version,
            order.created_at,
            order.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Saves the order over the version before its own.
pub async fn update(tx: &Tx, order: &Order) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE orders SET buyer_id = ?3, placed_at = ?4, status = ?5, details = ?6, version = ?7, updated_at = ?8
             WHERE seller_id = ?1 AND order_id = ?2 AND version = ?9",
            params![
                order.seller,
                order.id,
                order.buyer,
                order.placed_at,
                order.status,
                order.details,
                order.version,
                order.updated_at,
                order.version - 1
            ],
        )
        .await?;
    if changed == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

fn read(row: &Row) -> Result<Order, DbError> {
    Ok(Order {
        seller: row.get(0)?,
        id: row.get(1)?,
        buyer: row.get(2)?,
        placed_at: row.get(3)?,
        status: row.get(4)?,
        details: row.get(5)?,
        version: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}
