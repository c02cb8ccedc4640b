//! A buyer's own list. It tells nothing of how the seller's people sort their work.

use rules::ids::BuyerId;
use rules::moderation::Reader;

use super::entry::{Entry, Seek, read};
use super::of_seller::place;
use super::sql::{OF_BUYER, OF_BUYER_CHANGED};
use crate::{DbError, Tx, Value, params};

/// A buyer's own conversations, newest message first.
pub async fn of_buyer(
    tx: &Tx,
    buyer: &BuyerId,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    page(tx, OF_BUYER, buyer, place(seek, false), limit).await
}

/// A buyer's own conversations in the order of their last change, after a key.
pub async fn of_buyer_changed(
    tx: &Tx,
    buyer: &BuyerId,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    page(tx, OF_BUYER_CHANGED, buyer, place(seek, true), limit).await
}

async fn page(
    tx: &Tx,
    sql: &'static str,
    buyer: &BuyerId,
    [at, id]: [Value; 2],
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let rows = tx.query(sql, params![buyer, at, id, limit]).await?;
    rows.iter().map(|row| read(row, Reader::Buyer)).collect()
}
