//! Passkeys: public keys of accounts. What they mean cryptographically is not known here.

use jiff::Timestamp;
use rules::ids::PasskeyId;

use crate::accounts::AccountKey;
use crate::{DbError, Row, Tx, params};

/// A passkey of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    pub account: AccountKey,
    pub id: PasskeyId,
    /// By which the browser names it.
    pub credential: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// The public key with its counter, as JSON.
    pub key: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

/// The columns of [`Passkey::credential`] as [`DbError::Unique`] names them.
pub const UNIQUE_CREDENTIAL: &str = "passkeys.credential_id";

pub async fn insert(tx: &Tx, passkey: &Passkey) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO passkeys (seller_id, person_id, passkey_id, credential_id, name, passkey, created_at, last_used_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            passkey.account.seller,
            passkey.account.person,
            passkey.id,
            passkey.credential,
            passkey.name,
            passkey.key,
            passkey.created_at,
            passkey.last_used_at
        ],
    )
    .await?;
    Ok(())
}

/// All of an account, oldest first.
pub async fn of_account(tx: &Tx, account: &AccountKey) -> Result<Vec<Passkey>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, person_id, passkey_id, credential_id, name, passkey, created_at, last_used_at
             FROM passkeys WHERE seller_id = ?1 AND person_id = ?2 ORDER BY passkey_id",
            params![account.seller, account.person],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The one that a browser names; whose it is nobody has said yet.
pub async fn any_by_credential(tx: &Tx, credential: &[u8]) -> Result<Option<Passkey>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, person_id, passkey_id, credential_id, name, passkey, created_at, last_used_at
             FROM passkeys WHERE credential_id = ?1",
            params![credential],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Saves that it was used, and its counter.
pub async fn used(tx: &Tx, passkey: &Passkey, key: &str, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "UPDATE passkeys SET passkey = ?4, last_used_at = ?5 WHERE seller_id = ?1 AND person_id = ?2 AND passkey_id = ?3",
        params![
            passkey.account.seller,
            passkey.account.person,
            passkey.id,
            key,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Deletes one; says whether the account had it.
pub async fn delete(tx: &Tx, account: &AccountKey, id: PasskeyId) -> Result<bool, DbError> {
    let deleted = tx
        .execute(
            "DELETE FROM passkeys WHERE seller_id = ?1 AND person_id = ?2 AND passkey_id = ?3",
            params![account.seller, account.person, id],
        )
        .await?;
    Ok(deleted > 0)
}

/// Deletes all of an account; says how many there were.
pub async fn delete_all(tx: &Tx, account: &AccountKey) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM passkeys WHERE seller_id = ?1 AND person_id = ?2",
        params![account.seller, account.person],
    )
    .await
}

fn read(row: &Row) -> Result<Passkey, DbError> {
    Ok(Passkey {
        account: AccountKey {
            seller: row.get(0)?,
            person: row.get(1)?,
        },
        id: row.get(2)?,
        credential: row.get(3)?,
        name: row.get(4)?,
        key: row.get(5)?,
        created_at: row.get(6)?,
        last_used_at: row.get(7)?,
    })
}
