//! The secrets of authenticator apps, sealed by the caller, and the recovery codes that stand in for them.

use jiff::Timestamp;

use crate::accounts::AccountKey;
use crate::{DbError, Tx, params};

/// The secret that an account shares with an authenticator app.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret {
    pub sealed: Vec<u8>,
    /// `None` until a first code has shown that the app has the secret.
    pub confirmed_at: Option<Timestamp>,
    /// The newest time step whose code has been used.
    pub last_step: i64,
}

pub async fn find(tx: &Tx, account: &AccountKey) -> Result<Option<TotpSecret>, DbError> {
    let row = tx
        .query_opt(
            "SELECT secret, confirmed_at, last_step FROM totp_secrets WHERE seller_id = ?1 AND person_id = ?2",
            params![account.seller, account.person],
        )
        .await?;
    let read = |row: crate::Row| {
        Ok(TotpSecret {
            sealed: row.get(0)?,
            confirmed_at: row.get(1)?,
            last_step: row.get(2)?,
        })
    };
    row.map(read).transpose()
}

/// Saves a secret that is still to be confirmed, over another such one; `false` where one is confirmed already.
pub async fn offer(
    tx: &Tx,
    account: &AccountKey,
    sealed: &[u8],
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "INSERT INTO totp_secrets (seller_id, person_id, secret, confirmed_at, last_step, created_at)
             VALUES (?1, ?2, ?3, NULL, 0, ?4)
             ON CONFLICT (seller_id, person_id) DO UPDATE SET secret = ?3, created_at = ?4
             WHERE totp_secrets.confirmed_at IS NULL",
            params![account.seller, account.person, sealed, now],
        )
        .await?;
    Ok(changed > 0)
}

/// `false` where it was confirmed already, or has been offered anew.
pub async fn confirm(
    tx: &Tx,
    account: &AccountKey,
    (sealed, step): (&[u8], i64),
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE totp_secrets SET confirmed_at = ?5, last_step = ?4
             WHERE seller_id = ?1 AND person_id = ?2 AND secret = ?3 AND confirmed_at IS NULL",
            params![account.seller, account.person, sealed, step, now],
        )
        .await?;
    Ok(changed > 0)
}

/// Uses up a time step; `false` where this one or a later one has been used, on whichever node.
pub async fn use_step(tx: &Tx, account: &AccountKey, step: i64) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE totp_secrets SET last_step = ?3
             WHERE seller_id = ?1 AND person_id = ?2 AND last_step < ?3 AND confirmed_at IS NOT NULL",
            params![account.seller, account.person, step],
        )
        .await?;
    Ok(changed > 0)
}

/// Secrets of the whole installation as they are sealed, by account after one.
pub async fn any_after(
    tx: &Tx,
    after: &AccountKey,
    limit: u32,
) -> Result<Vec<(AccountKey, Vec<u8>)>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, person_id, secret FROM totp_secrets WHERE (seller_id, person_id) > (?1, ?2)
             ORDER BY seller_id, person_id LIMIT ?3",
            params![after.seller, after.person, limit],
        )
        .await?;
    let read = |row: &crate::Row| {
        let account = AccountKey {
            seller: row.get(0)?,
            person: row.get(1)?,
        };
        Ok((account, row.get(2)?))
    };
    rows.iter().map(read).collect()
}

/// Puts the same secret sealed anew into its place; `false` where it is another one by now.
pub async fn replace_sealed(
    tx: &Tx,
    account: &AccountKey,
    (before, after): (&[u8], &[u8]),
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE totp_secrets SET secret = ?4 WHERE seller_id = ?1 AND person_id = ?2 AND secret = ?3",
            params![account.seller, account.person, before, after],
        )
        .await?;
    Ok(changed > 0)
}

/// Deletes the secret; says whether there was one.
pub async fn delete(tx: &Tx, account: &AccountKey) -> Result<bool, DbError> {
    let deleted = tx
        .execute(
            "DELETE FROM totp_secrets WHERE seller_id = ?1 AND person_id = ?2",
            params![account.seller, account.person],
        )
        .await?;
    Ok(deleted > 0)
}

/// Puts these recovery codes into the place of all that the account had.
pub async fn replace_recovery_codes(
    tx: &Tx,
    account: &AccountKey,
    hashes: &[[u8; 32]],
) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM recovery_codes WHERE seller_id = ?1 AND person_id = ?2",
        params![account.seller, account.person],
    )
    .await?;
    for hash in hashes {
        tx.execute(
            "INSERT INTO recovery_codes (seller_id, person_id, code_hash, used_at) VALUES (?1, ?2, ?3, NULL)",
            params![account.seller, account.person, hash],
        )
        .await?;
    }
    Ok(())
}

/// Uses a code up; `false` where there is none such, or it has been used.
pub async fn use_recovery_code(
    tx: &Tx,
    account: &AccountKey,
    hash: &[u8; 32],
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE recovery_codes SET used_at = ?4
             WHERE seller_id = ?1 AND person_id = ?2 AND code_hash = ?3 AND used_at IS NULL",
            params![account.seller, account.person, hash, now],
        )
        .await?;
    Ok(changed > 0)
}

/// How many codes are still good.
pub async fn count_recovery_codes(tx: &Tx, account: &AccountKey) -> Result<u64, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM recovery_codes WHERE seller_id = ?1 AND person_id = ?2 AND used_at IS NULL",
            params![account.seller, account.person],
        )
        .await?;
    row.get(0)
}

impl std::fmt::Debug for TotpSecret {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("TotpSecret")
            .field("confirmed_at", &self.confirmed_at)
            .finish_non_exhaustive()
    }
}
