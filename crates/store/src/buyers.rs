//! Buyers as the marketplace pushed them in. They belong to no seller.

use jiff::Timestamp;
use rules::ids::BuyerId;
use rules::search::folded;

use crate::{DbError, Row, Seek, Tx, params};

/// A person or company that buys or asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Buyer {
    pub id: BuyerId,
    pub name: String,
    pub email: String,
    pub language: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// IANA name, where the marketplace knows it.
    pub time_zone: Option<String>,
    /// Counts the changes from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

pub async fn find(tx: &Tx, id: &BuyerId) -> Result<Option<Buyer>, DbError> {
    let row = tx
        .query_opt(
            "SELECT buyer_id, name, email, language, country, time_zone, version, created_at, updated_at
             FROM buyers WHERE buyer_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Buyers of the whole marketplace in the order of their last change.
pub async fn any_changed(tx: &Tx, after: &Seek, limit: u32) -> Result<Vec<Buyer>, DbError> {
    let rows = tx
        .query(
            "SELECT buyer_id, name, email, language, country, time_zone, version, created_at, updated_at
             FROM buyers WHERE (updated_at, buyer_id) > (?1, ?2)
             ORDER BY updated_at, buyer_id LIMIT ?3",
            params![after.changed_at, after.id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

pub async fn insert(tx: &Tx, buyer: &Buyer) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO buyers (buyer_id, name, email, language, country, time_zone, version, created_at, updated_at, name_key)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            buyer.id,
            buyer.name,
            buyer.email,
            buyer.language,
            buyer.country,
            buyer.time_zone.as_deref().unwrap_or_default(),
            buyer.version,
            buyer.created_at,
            buyer.updated_at,
            folded(&buyer.name)
        ],
    )
    .await?;
    Ok(())
}

/// Saves the buyer over the version before its own.
pub async fn update(tx: &Tx, buyer: &Buyer) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE buyers SET name = ?2, email = ?3, language = ?4, country = ?5, time_zone = ?6,
             version = ?7, updated_at = ?8, name_key = ?10
             WHERE buyer_id = ?1 AND version = ?9",
            params![
                buyer.id,
                buyer.name,
                buyer.email,
                buyer.language,
                buyer.country,
                buyer.time_zone.as_deref().unwrap_or_default(),
                buyer.version,
                buyer.updated_at,
                buyer.version - 1,
                folded(&buyer.name)
            ],
        )
        .await?;
    if changed == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

fn read(row: &Row) -> Result<Buyer, DbError> {
    Ok(Buyer {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        language: row.get(3)?,
        country: row.get(4)?,
        time_zone: Some(row.get::<String>(5)?).filter(|text| !text.is_empty()),
        version: row.get(6)?,
        created_at: row.get(7)?,
        updated_at: row.get(8)?,
    })
}
