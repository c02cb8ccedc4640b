//! Sellers as the marketplace pushed them in.

use jiff::Timestamp;
use rules::ids::SellerId;
use rules::marketplace::{LegalIdentity, OwnHours, name_key};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{DbError, Row, Seek, Tx, params};

/// A selling company.
#[derive(Debug, Clone, PartialEq)]
pub struct Seller {
    pub id: SellerId,
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The part of ISO 3166-2 after the hyphen.
    pub subdivision: Option<String>,
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    /// `None`: whole days from Monday to Friday.
    pub hours: Option<OwnHours>,
    /// What the law has it say of itself, where the marketplace has said it.
    pub legal: Option<LegalIdentity>,
    /// Counts the changes from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A seller as one looks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: SellerId,
    pub name: String,
    pub country: String,
    /// By which they are ordered.
    pub name_key: String,
}

pub async fn find(tx: &Tx, id: &SellerId) -> Result<Option<Seller>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, name, country, subdivision, language, time_zone, hours, version, created_at, updated_at, legal
             FROM sellers WHERE seller_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Sellers of the whole marketplace in the order of their last change.
pub async fn any_changed(tx: &Tx, after: &Seek, limit: u32) -> Result<Vec<Seller>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, name, country, subdivision, language, time_zone, hours, version, created_at, updated_at, legal
             FROM sellers WHERE (updated_at, seller_id) > (?1, ?2)
             ORDER BY updated_at, seller_id LIMIT ?3",
            params![after.changed_at, after.id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Sellers of the whole marketplace whose name holds the words or whose id begins with them, by name after a key.
pub async fn any_named(
    tx: &Tx,
    words: &str,
    after: Option<&(String, SellerId)>,
    limit: u32,
) -> Result<Vec<Named>, DbError> {
    let (name, id) = after.map_or(("", ""), |(name, id)| (name.as_str(), id.as_str()));
    let plain = words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let in_name = format!("%{}%", name_key(&plain));
    let rows = tx
        .query(
            "SELECT seller_id, name, country, name_key FROM sellers WHERE (name_key, seller_id) > (?1, ?2) \
             AND (name_key LIKE ?3 ESCAPE '\\' OR seller_id LIKE ?4 ESCAPE '\\') ORDER BY name_key, seller_id LIMIT ?5",
            params![name, id, in_name, format!("{plain}%"), limit],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Named {
            id: row.get(0)?,
            name: row.get(1)?,
            country: row.get(2)?,
            name_key: row.get(3)?,
        })
    };
    rows.iter().map(read).collect()
}

pub async fn insert(tx: &Tx, seller: &Seller) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO sellers
         (seller_id, name, country, subdivision, language, time_zone, hours, version, created_at, updated_at, name_key, legal)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            seller.id,
            seller.name,
            seller.country,
            seller.subdivision.as_deref().unwrap_or_default(),
            seller.language,
            seller.time_zone,
            json(&seller.hours)?,
            seller.version,
            seller.created_at,
            seller.updated_at,
            name_key(&seller.name),
            json(&seller.legal)?
        ],
    )
    .await?;
    Ok(())
}

/// Saves the seller over the version before its own.
pub async fn update(tx: &Tx, seller: &Seller) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE sellers SET name = ?2, country = ?3, subdivision = ?4, language = ?5, time_zone = ?6, hours = ?7,
             version = ?8, updated_at = ?9, name_key = ?11, legal = ?12
             WHERE seller_id = ?1 AND version = ?10",
            params![
                seller.id,
                seller.name,
                seller.country,
                seller.subdivision.as_deref().unwrap_or_default(),
                seller.language,
                seller.time_zone,
                json(&seller.hours)?,
                seller.version,
                seller.updated_at,
                seller.version - 1,
                name_key(&seller.name),
                json(&seller.legal)?
            ],
        )
        .await?;
    if changed == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

fn json<T: Serialize>(said: &Option<T>) -> Result<Option<String>, DbError> {
    let text = said.as_ref().map(serde_json::to_string).transpose();
    text.map_err(|error| DbError::decode(6, error.to_string()))
}

fn from_json<T: DeserializeOwned>(row: &Row, column: usize) -> Result<Option<T>, DbError> {
    let text: Option<String> = row.get(column)?;
    let said = text.map(|text| serde_json::from_str(&text)).transpose();
    said.map_err(|error| DbError::decode(column, error.to_string()))
}

fn read(row: &Row) -> Result<Seller, DbError> {
    Ok(Seller {
        id: row.get(0)?,
        name: row.get(1)?,
        country: row.get(2)?,
        subdivision: Some(row.get::<String>(3)?).filter(|text| !text.is_empty()),
        language: row.get(4)?,
        time_zone: row.get(5)?,
        hours: from_json(row, 6)?,
        legal: from_json(row, 10)?,
        version: row.get(7)?,
        created_at: row.get(8)?,
        updated_at: row.get(9)?,
    })
}
