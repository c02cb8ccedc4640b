//! Texts that may have to be erased: each once, with the salt of its commitment.

use rules::ids::{ContentId, SellerId};

use crate::{DbError, Tx, params};

/// Saves a text under its salt of 32 bytes.
pub async fn insert(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
    salt: &[u8; 32],
    text: &str,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO contents (seller_id, content_id, salt, text) VALUES (?1, ?2, ?3, ?4)",
        params![seller, content, salt, text],
    )
    .await?;
    Ok(())
}

/// A text, unless there is none or it has been erased.
pub async fn find(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            "SELECT text FROM contents WHERE seller_id = ?1 AND content_id = ?2",
            params![seller, content],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Saves a text that belongs to the marketplace and to no seller.
pub async fn insert_of_marketplace(
    tx: &Tx,
    content: ContentId,
    salt: &[u8; 32],
    text: &str,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO contents (seller_id, content_id, salt, text) VALUES ('', ?1, ?2, ?3)",
        params![content, salt, text],
    )
    .await?;
    Ok(())
}
