//! Hand-off tokens that have been used, so that no node takes one twice.

use jiff::Timestamp;

use crate::{DbError, Tx, params};

/// Notes that a token is used up; `false` if it was already. `keep_until` is when it can no longer be valid.
pub async fn use_up(tx: &Tx, handoff_id: &str, keep_until: Timestamp) -> Result<bool, DbError> {
    let inserted = tx
        .execute(
            "INSERT INTO used_handoffs (handoff_id, expires_at) VALUES (?1, ?2) ON CONFLICT (handoff_id) DO NOTHING",
            params![handoff_id, keep_until],
        )
        .await?;
    Ok(inserted == 1)
}

pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM used_handoffs WHERE expires_at <= ?1",
        params![now],
    )
    .await
}
