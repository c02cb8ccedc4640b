//! A seller's quick replies with their variants, and how often each was used.

use jiff::Timestamp;
use rules::ids::{QuickReplyId, SellerId};
use rules::quick_reply::{QuickReply, Shortcut, Template, VariantLanguage, Variants};

use crate::{DbError, Row, Tx, params};

/// A quick reply as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub id: QuickReplyId,
    pub content: QuickReply,
    /// How often it was put into a message.
    pub used: u32,
    /// Counts the changes of its content from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

pub async fn find(tx: &Tx, seller: &SellerId, id: QuickReplyId) -> Result<Option<Stored>, DbError> {
    let rows = tx
        .query(
            "SELECT q.quick_reply_id, q.name, q.shortcut, q.default_language, q.used, q.version, q.created_at, \
             q.updated_at, v.language, v.text FROM quick_replies q JOIN quick_reply_variants v \
             ON v.seller_id = q.seller_id AND v.quick_reply_id = q.quick_reply_id \
             WHERE q.seller_id = ?1 AND q.quick_reply_id = ?2 ORDER BY v.language",
            params![seller, id],
        )
        .await?;
    Ok(read_all(&rows)?.pop())
}

/// All of a seller, the most used first.
pub async fn of_seller(tx: &Tx, seller: &SellerId) -> Result<Vec<Stored>, DbError> {
    let rows = tx
        .query(
            "SELECT q.quick_reply_id, q.name, q.shortcut, q.default_language, q.used, q.version, q.created_at, \
             q.updated_at, v.language, v.text FROM quick_replies q JOIN quick_reply_variants v \
             ON v.seller_id = q.seller_id AND v.quick_reply_id = q.quick_reply_id \
             WHERE q.seller_id = ?1 ORDER BY q.used DESC, q.name, q.quick_reply_id, v.language",
            params![seller],
        )
        .await?;
    read_all(&rows)
}

/// How many a seller has.
pub async fn count(tx: &Tx, seller: &SellerId) -> Result<u32, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM quick_replies WHERE seller_id = ?1",
            params![seller],
        )
        .await?;
    row.get(0)
}

/// Saves a new one. A shortcut that another one has is [`DbError::Unique`].
pub async fn insert(tx: &Tx, seller: &SellerId, stored: &Stored) -> Result<(), DbError> {
    let content = &stored.content;
    tx.execute(
        "INSERT INTO quick_replies (seller_id, quick_reply_id, name, shortcut, default_language, used, version, \
         created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            seller,
            stored.id,
            content.name,
            content.shortcut.as_str(),
            content.variants.default_language().code(),
            stored.used,
            stored.version,
            stored.created_at,
            stored.updated_at
        ],
    )
    .await?;
    insert_variants(tx, seller, stored).await
}

/// Saves one over the version before its own; how often it was used stays.
pub async fn update(tx: &Tx, seller: &SellerId, stored: &Stored) -> Result<(), DbError> {
    let content = &stored.content;
    let saved = tx
        .execute(
            "UPDATE quick_replies SET name = ?3, shortcut = ?4, default_language = ?5, version = ?6, updated_at = ?7 \
             WHERE seller_id = ?1 AND quick_reply_id = ?2 AND version = ?8",
            params![
                seller,
                stored.id,
                content.name,
                content.shortcut.as_str(),
                content.variants.default_language().code(),
                stored.version,
                stored.updated_at,
                stored.version - 1
            ],
        )
        .await?;
    if saved == 0 {
        return Err(DbError::Stale);
    }
    delete_variants(tx, seller, stored.id).await?;
    insert_variants(tx, seller, stored).await
}

/// Deletes one; says whether there was one.
pub async fn delete(tx: &Tx, seller: &SellerId, id: QuickReplyId) -> Result<bool, DbError> {
    delete_variants(tx, seller, id).await?;
    let deleted = tx
        .execute(
            "DELETE FROM quick_replies WHERE seller_id = ?1 AND quick_reply_id = ?2",
            params![seller, id],
        )
        .await?;
    Ok(deleted > 0)
}

/// Counts one use.
pub async fn count_use(tx: &Tx, seller: &SellerId, id: QuickReplyId) -> Result<(), DbError> {
    tx.execute(
        "UPDATE quick_replies SET used = used + 1 WHERE seller_id = ?1 AND quick_reply_id = ?2",
        params![seller, id],
    )
    .await?;
    Ok(())
}

async fn delete_variants(tx: &Tx, seller: &SellerId, id: QuickReplyId) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM quick_reply_variants WHERE seller_id = ?1 AND quick_reply_id = ?2",
        params![seller, id],
    )
    .await?;
    Ok(())
}

async fn insert_variants(tx: &Tx, seller: &SellerId, stored: &Stored) -> Result<(), DbError> {
    for (language, text) in stored.content.variants.all() {
        tx.execute(
            "INSERT INTO quick_reply_variants (seller_id, quick_reply_id, language, text) VALUES (?1, ?2, ?3, ?4)",
            params![seller, stored.id, language.code(), text.as_str()],
        )
        .await?;
    }
    Ok(())
}

/// Rows of one quick reply stand together, one for each variant.
fn read_all(rows: &[Row]) -> Result<Vec<Stored>, DbError> {
    let mut all: Vec<Stored> = Vec::new();
    let mut begin = 0;
    while let Some(first) = rows.get(begin) {
        let id: QuickReplyId = first.get(0)?;
        let mut end = begin;
        let mut texts = Vec::new();
        while let Some(row) = rows.get(end) {
            if row.get::<QuickReplyId>(0)? != id {
                break;
            }
            texts.push((read_language(row, 8)?, read_template(row, 9)?));
            end += 1;
        }
        all.push(read(first, texts)?);
        begin = end;
    }
    Ok(all)
}

fn read(row: &Row, texts: Vec<(VariantLanguage, Template)>) -> Result<Stored, DbError> {
    let shortcut: String = row.get(2)?;
    let variants = Variants::new(texts, read_language(row, 3)?);
    Ok(Stored {
        id: row.get(0)?,
        content: QuickReply {
            name: row.get(1)?,
            shortcut: Shortcut::parse(&shortcut)
                .ok_or_else(|| DbError::decode(2, "not a shortcut"))?,
            variants: variants
                .map_err(|_| DbError::decode(3, "no text in the default language"))?,
        },
        used: row.get(4)?,
        version: row.get(5)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
    })
}

fn read_language(row: &Row, column: usize) -> Result<VariantLanguage, DbError> {
    let code: String = row.get(column)?;
    VariantLanguage::from_code(&code)
        .ok_or_else(|| DbError::decode(column, "an unknown language of a variant"))
}

fn read_template(row: &Row, column: usize) -> Result<Template, DbError> {
    let text: String = row.get(column)?;
    Template::parse(&text).map_err(|_| DbError::decode(column, "not the text of a quick reply"))
}
