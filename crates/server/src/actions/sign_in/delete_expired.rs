//! Removing what has expired: sessions, steps on the way in, known browsers, invitations, used hand-offs and limits.

use jiff::Timestamp;
use store::{
    DbError, Tx, handoffs, invitations, known_devices, rate_limits, sessions, sign_in_steps,
};

/// Deletes it; says how many rows.
pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64, DbError> {
    let (sessions, steps, devices, invitations, handoffs, limits) = tokio::try_join!(
        sessions::delete_expired(tx, now),
        sign_in_steps::delete_expired(tx, now),
        known_devices::delete_expired(tx, now),
        invitations::delete_expired(tx, now),
        handoffs::delete_expired(tx, now),
        rate_limits::delete_expired(tx, now),
    )?;
    Ok(sessions + steps + devices + invitations + handoffs + limits)
}
