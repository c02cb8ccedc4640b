//! Answers kept under the caller's idempotency key, so that a repeated POST is answered again and done once.

use jiff::{SignedDuration, Timestamp};

use crate::{DbError, Tx, params};

/// How long an answer is kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(48);

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// The body; empty where there was none, or it may not be kept.
    pub response: String,
}

/// What a caller finds under its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Nothing: the key is this request's now.
    New,
    /// The same request is being carried out.
    InProgress,
    /// The key belongs to another request.
    OtherRequest,
    Answered(Answer),
}

/// The key of one caller's request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub viewer: String,
    pub key: String,
    /// SHA-256 of method, path and body.
    pub request_hash: [u8; 32],
}

/// Stands for "no answer yet".
const UNANSWERED: u16 = 0;

/// Takes the key for this request, unless it is taken already.
/// One that was taken before `abandoned_before` and never answered is taken over.
pub async fn begin(
    tx: &Tx,
    key: &Key,
    now: Timestamp,
    abandoned_before: Timestamp,
) -> Result<Begun, DbError> {
    let inserted = tx
        .execute(
            "INSERT INTO idempotency_keys (viewer_key, idempotency_key, request_hash, status, response, created_at) \
             VALUES (?1, ?2, ?3, ?4, '', ?5) ON CONFLICT (viewer_key, idempotency_key) DO NOTHING",
            params![key.viewer, key.key, key.request_hash, UNANSWERED, now],
        )
        .await?;
    if inserted == 1 {
        return Ok(Begun::New);
    }
    let row = tx
        .query_one(
            "SELECT request_hash, status, response FROM idempotency_keys \
             WHERE viewer_key = ?1 AND idempotency_key = ?2",
            params![key.viewer, key.key],
        )
        .await?;
    let request_hash: [u8; 32] = row.get(0)?;
    let status: u16 = row.get(1)?;
    if request_hash != key.request_hash {
        return Ok(Begun::OtherRequest);
    }
    if status != UNANSWERED {
        let response = row.get(2)?;
        return Ok(Begun::Answered(Answer { status, response }));
    }
    let taken_over = tx
        .execute(
            "UPDATE idempotency_keys SET created_at = ?3 WHERE viewer_key = ?1 AND idempotency_key = ?2 \
             AND status = ?5 AND created_at < ?4",
            params![key.viewer, key.key, now, abandoned_before, UNANSWERED],
        )
        .await?;
    Ok(if taken_over == 1 {
        Begun::New
    } else {
        Begun::InProgress
    })
}

/// Keeps the answer to the request that took the key.
pub async fn answer(tx: &Tx, key: &Key, answer: &Answer) -> Result<(), DbError> {
    tx.execute(
        "UPDATE idempotency_keys SET status = ?4, response = ?5 \
         WHERE viewer_key = ?1 AND idempotency_key = ?2 AND request_hash = ?3",
        params![
            key.viewer,
            key.key,
            key.request_hash,
            answer.status,
            answer.response
        ],
    )
    .await?;
    Ok(())
}

/// Gives the key back, since the request did nothing.
pub async fn give_back(tx: &Tx, key: &Key) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM idempotency_keys WHERE viewer_key = ?1 AND idempotency_key = ?2 AND request_hash = ?3 \
         AND status = ?4",
        params![key.viewer, key.key, key.request_hash, UNANSWERED],
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
