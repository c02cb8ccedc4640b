//! Leases: work that exactly one node does at a time. The fence grows with each new holder.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{DbError, Tx, params};

/// As far as the clocks of nodes may differ. A lease that ends later was taken by a clock that was wrong,
/// whose node may long be gone.
const DISAGREEMENT_MAX: SignedDuration = SignedDuration::from_mins(1);

/// Takes the lease, or prolongs it for its holder; gives the fence, or `None` while another node holds it.
pub async fn any_take(
    tx: &Tx,
    name: &str,
    holder: Uuid,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<Option<i64>, DbError> {
    let believed_until = expires_at
        .saturating_add(DISAGREEMENT_MAX)
        .unwrap_or(Timestamp::MAX);
    let row = tx
        .query_opt(
            "INSERT INTO leases (name, holder, fence, expires_at) VALUES (?1, ?2, 1, ?4) \
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at, \
             fence = CASE WHEN leases.holder = excluded.holder THEN leases.fence ELSE leases.fence + 1 END \
             WHERE leases.holder = excluded.holder OR leases.expires_at <= ?3 OR leases.expires_at > ?5 \
             RETURNING fence",
            params![name, holder, now, expires_at, believed_until],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Ends the lease at `now`, if it is the holder's, so that the next one need not wait for its end.
pub async fn any_give_back(
    tx: &Tx,
    name: &str,
    holder: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE leases SET expires_at = ?3 WHERE name = ?1 AND holder = ?2 AND expires_at > ?3",
        params![name, holder, now],
    )
    .await?;
    Ok(())
}
