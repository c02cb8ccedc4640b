//! Limits that hold across all nodes: one row per key with the theoretical arrival time of a GCRA.

use jiff::{SignedDuration, Timestamp};

use crate::{DbError, Tx, params};

/// How much is allowed: `burst` at once, and as many again over `period`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub burst: u32,
    pub period: SignedDuration,
}

/// Whether one more was within the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charged {
    Within,
    /// Nothing was charged; the next one fits after this time.
    Beyond {
        retry_after: SignedDuration,
    },
}

/// Charges one attempt to the key.
pub async fn charge(tx: &Tx, key: &str, quota: Quota, now: Timestamp) -> Result<Charged, DbError> {
    let burst = i64::from(quota.burst.max(1));
    let now_us = now.as_microsecond();
    let interval_us = i64::try_from(quota.period.as_micros()).unwrap_or(i64::MAX) / burst;
    let latest_us = now_us.saturating_add(interval_us.saturating_mul(burst - 1));
    let charged = tx
        .query_opt(
            "INSERT INTO rate_limits (limit_key, arrival_at) VALUES (?1, ?2) \
             ON CONFLICT (limit_key) DO UPDATE SET arrival_at = \
                 CASE WHEN rate_limits.arrival_at > ?3 THEN rate_limits.arrival_at + ?4 ELSE ?2 END \
             WHERE rate_limits.arrival_at <= ?5 \
             RETURNING arrival_at",
            params![key, now_us.saturating_add(interval_us), now_us, interval_us, latest_us],
        )
        .await?;
    if charged.is_some() {
        return Ok(Charged::Within);
    }
    let row = tx
        .query_one(
            "SELECT arrival_at FROM rate_limits WHERE limit_key = ?1",
            params![key],
        )
        .await?;
    let wait_us = row.get::<i64>(0)?.saturating_sub(latest_us);
    Ok(Charged::Beyond {
        retry_after: SignedDuration::from_micros(wait_us.max(0)),
    })
}

/// Forgets what was charged to the key.
pub async fn clear(tx: &Tx, key: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM rate_limits WHERE limit_key = ?1", params![key])
        .await?;
    Ok(())
}

/// Rows whose arrival time has passed say nothing any more.
pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM rate_limits WHERE arrival_at <= ?1",
        params![now],
    )
    .await
}
