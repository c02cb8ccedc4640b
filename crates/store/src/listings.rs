//! Listings as the marketplace pushed them in.

use jiff::Timestamp;
use rules::ids::{ListingId, SellerId};

use crate::{DbError, Row, Seek, Tx, params};

/// What a seller offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    pub seller: SellerId,
    pub id: ListingId,
    pub title: String,
    pub price: Option<Price>,
    pub available: bool,
    /// Counts the changes from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// An amount as decimal text and its currency of ISO 4217.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    pub amount: String,
    pub currency: String,
}

pub async fn find(tx: &Tx, seller: &SellerId, id: &ListingId) -> Result<Option<Listing>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, listing_id, title, price_amount, price_currency, available,
             version, created_at, updated_at
             FROM listings WHERE seller_id = ?1 AND listing_id = ?2",
            params![seller, id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The listings of this id of all sellers.
pub async fn any_by_id(tx: &Tx, id: &ListingId) -> Result<Vec<Listing>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, listing_id, title, price_amount, price_currency, available,
             version, created_at, updated_at
             FROM listings WHERE listing_id = ?1 ORDER BY seller_id",
            params![id],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Listings of a seller in the order of their last change.
pub async fn changed(
    tx: &Tx,
    seller: &SellerId,
    after: &Seek,
    limit: u32,
) -> Result<Vec<Listing>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, listing_id, title, price_amount, price_currency, available,
             version, created_at, updated_at
             FROM listings WHERE seller_id = ?1 AND (updated_at, listing_id) > (?2, ?3)
             ORDER BY updated_at, listing_id LIMIT ?4",
            params![seller, after.changed_at, after.id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

pub async fn insert(tx: &Tx, listing: &Listing) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO listings
         (seller_id, listing_id, title, price_amount, price_currency, available, version, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            listing.seller,
            listing.id,
            listing.title,
            listing.price.as_ref().map(|price| &price.amount),
            listing.price.as_ref().map(|price| &price.currency),
            listing.available,
            listing.version,
            listing.created_at,
            listing.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Saves the listing over the version before its own.
pub async fn update(tx: &Tx, listing: &Listing) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE listings SET title = ?3, price_amount = ?4, price_currency = ?5, available = ?6,
             version = ?7, updated_at = ?8
             WHERE seller_id = ?1 AND listing_id = ?2 AND version = ?9",
            params![
                listing.seller,
                listing.id,
                listing.title,
                listing.price.as_ref().map(|price| &price.amount),
                listing.price.as_ref().map(|price| &price.currency),
                listing.available,
                listing.version,
                listing.updated_at,
                listing.version - 1
            ],
        )
        .await?;
    if changed == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

fn read(row: &Row) -> Result<Listing, DbError> {
    let amount: Option<String> = row.get(3)?;
    let currency: Option<String> = row.get(4)?;
    Ok(Listing {
        seller: row.get(0)?,
        id: row.get(1)?,
        title: row.get(2)?,
        price: amount
            .zip(currency)
            .map(|(amount, currency)| Price { amount, currency }),
        available: row.get(5)?,
        version: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}
