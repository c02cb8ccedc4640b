//! Answers kept under the caller's idempotency key, so that a repeated POST is answered again and done once.

use jiff::{SignedDuration, Timestamp};

use crate::{DbError, Tx, params};

/// How long an answer is kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(48);

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// SHA-256 of method, path and body of the request that it answered.
    pub request_hash: [u8; 32],
    pub status: u16,
    pub response: String,
}

/// The answer kept under a key of this caller.
pub async fn find(tx: &Tx, viewer_key: &str, key: &str) -> Result<Option<Answer>, DbError> {
    let row = tx
        .query_opt(
            "SELECT request_hash, status, response FROM idempotency_keys WHERE viewer_key = ?1 AND idempotency_key = ?2",
            params![viewer_key, key],
        )
        .await?;
    row.map(|row| {
        Ok(Answer {
            request_hash: row.get(0)?,
            status: row.get(1)?,
            response: row.get(2)?,
        })
    })
    .transpose()
}

/// Keeps an answer; a second one under the same key is [`DbError::Unique`].
pub async fn insert(
    tx: &Tx,
    viewer_key: &str,
    key: &str,
    answer: &Answer,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO idempotency_keys (viewer_key, idempotency_key, request_hash, status, response, created_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![viewer_key, key, answer.request_hash, answer.status, answer.response, now],
    )
    .await?;
    Ok(())
}

/// Deletes answers that are older than [`KEPT`].
pub async fn any_delete_old(tx: &Tx, now: Timestamp) -> Result<(), DbError> {
    let before = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
    tx.execute(
        "DELETE FROM idempotency_keys WHERE created_at < ?1",
        params![before],
    )
    .await?;
    Ok(())
}
