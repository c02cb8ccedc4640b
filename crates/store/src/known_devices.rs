//! Browsers that somebody has signed in from, found by the hash of their cookie.

use jiff::Timestamp;

use crate::accounts::AccountKey;
use crate::{DbError, Tx, params};

/// Remembers the browser for this account until `expires_at`.
pub async fn remember(
    tx: &Tx,
    account: &AccountKey,
    device_hash: &[u8; 32],
    expires_at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO known_devices (seller_id, person_id, device_hash, expires_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (seller_id, person_id, device_hash) DO UPDATE SET expires_at = ?4",
        params![account.seller, account.person, device_hash, expires_at],
    )
    .await?;
    Ok(())
}

pub async fn is_known(
    tx: &Tx,
    account: &AccountKey,
    device_hash: &[u8; 32],
    now: Timestamp,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "SELECT expires_at FROM known_devices WHERE seller_id = ?1 AND person_id = ?2 AND device_hash = ?3 AND expires_at > ?4",
            params![account.seller, account.person, device_hash, now],
        )
        .await?;
    Ok(row.is_some())
}

/// Forgets all browsers of an account but one.
pub async fn forget_others(
    tx: &Tx,
    account: &AccountKey,
    keep: Option<&[u8; 32]>,
) -> Result<u64, DbError> {
    // No hash is empty.
    let keep = keep.map_or(&[][..], |hash| hash.as_slice());
    tx.execute(
        "DELETE FROM known_devices WHERE seller_id = ?1 AND person_id = ?2 AND device_hash <> ?3",
        params![account.seller, account.person, keep],
    )
    .await
}

pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM known_devices WHERE expires_at <= ?1",
        params![now],
    )
    .await
}
