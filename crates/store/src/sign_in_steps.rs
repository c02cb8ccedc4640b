//! What a browser has still to prove between two of its requests, found by the hash of a cookie.

use jiff::Timestamp;

use crate::accounts::AccountKey;
use crate::{DbError, Tx, params};

/// A step that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What the answer is for; a step of one purpose answers no other.
    pub purpose: String,
    /// `None` where nobody has been named yet.
    pub account: Option<AccountKey>,
    pub state: String,
    /// Wrong answers so far.
    pub attempts: u32,
    pub expires_at: Timestamp,
}

pub async fn insert(tx: &Tx, token_hash: &[u8; 32], step: &Step) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO sign_in_steps (token_hash, purpose, seller_id, person_id, state, attempts, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            token_hash,
            step.purpose,
            step.account.as_ref().map(|account| &account.seller),
            step.account.as_ref().map(|account| &account.person),
            step.state,
            step.attempts,
            step.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// The step of a cookie, unless it has expired or is for something else.
pub async fn find(
    tx: &Tx,
    token_hash: &[u8; 32],
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Step>, DbError> {
    let row = tx
        .query_opt(
            "SELECT purpose, seller_id, person_id, state, attempts, expires_at FROM sign_in_steps
             WHERE token_hash = ?1 AND purpose = ?2 AND expires_at > ?3",
            params![token_hash, purpose, now],
        )
        .await?;
    let read = |row: crate::Row| {
        let (seller, person): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
        Ok(Step {
            purpose: row.get(0)?,
            account: seller
                .zip(person)
                .map(|(seller, person)| AccountKey { seller, person }),
            state: row.get(3)?,
            attempts: row.get(4)?,
            expires_at: row.get(5)?,
        })
    };
    row.map(read).transpose()
}

/// Counts a wrong answer.
pub async fn count_attempt(tx: &Tx, token_hash: &[u8; 32]) -> Result<(), DbError> {
    tx.execute(
        "UPDATE sign_in_steps SET attempts = attempts + 1 WHERE token_hash = ?1",
        params![token_hash],
    )
    .await?;
    Ok(())
}

/// Ends the step; `false` where another request was faster.
pub async fn delete(tx: &Tx, token_hash: &[u8; 32]) -> Result<bool, DbError> {
    let deleted = tx
        .execute(
            "DELETE FROM sign_in_steps WHERE token_hash = ?1",
            params![token_hash],
        )
        .await?;
    Ok(deleted > 0)
}

/// Ends all steps of an account.
pub async fn delete_of(tx: &Tx, account: &AccountKey) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM sign_in_steps WHERE seller_id = ?1 AND person_id = ?2",
        params![account.seller, account.person],
    )
    .await
}

pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM sign_in_steps WHERE expires_at <= ?1",
        params![now],
    )
    .await
}
