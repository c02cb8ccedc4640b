//! Removing what has expired: sessions, used hand-offs and limits.

use jiff::Timestamp;
use store::{DbError, Tx, handoffs, rate_limits, sessions};

/// Deletes it; says how many rows.
pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64, DbError> {
    let (sessions, handoffs, limits) = tokio::try_join!(
        sessions::delete_expired(tx, now),
        handoffs::delete_expired(tx, now),
        rate_limits::delete_expired(tx, now),
    )?;
    Ok(sessions + handoffs + limits)
}
