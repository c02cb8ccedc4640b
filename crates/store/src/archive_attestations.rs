//! What others say of the log: which of its checkpoints witnesses have signed, and tokens of an authority. Nothing here
//! is verified; only what was is kept.

use jiff::Timestamp;

use crate::{DbError, Row, Tx, params};

/// A checkpoint that was put before others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub size: i64,
    /// As the log signed it then.
    pub checkpoint: String,
}

/// A token, and the checkpoint that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub of: Shown,
    pub token: Vec<u8>,
    pub fetched_at: Timestamp,
}

/// Keeps the checkpoint unless one of this size is kept; gives the one that is.
pub async fn any_show(tx: &Tx, origin: &str, shown: &Shown) -> Result<Shown, DbError> {
    tx.execute(
        "INSERT INTO archive_checkpoints (origin, size, checkpoint) VALUES (?1, ?2, ?3) \
         ON CONFLICT (origin, size) DO NOTHING",
        params![origin, shown.size, shown.checkpoint],
    )
    .await?;
    let row = tx
        .query_one(
            "SELECT size, checkpoint FROM archive_checkpoints WHERE origin = ?1 AND size = ?2",
            params![origin, shown.size],
        )
        .await?;
    read_shown(&row)
}

/// Keeps the line of a witness under a checkpoint of this size.
pub async fn any_keep_cosignature(
    tx: &Tx,
    origin: &str,
    size: i64,
    witness: &str,
    line: &str,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO archive_cosignatures (origin, size, witness, line) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (origin, size, witness) DO UPDATE SET line = excluded.line",
        params![origin, size, witness, line],
    )
    .await?;
    Ok(())
}

/// The lines of witnesses under checkpoints of this size, each with the checkpoint.
pub async fn any_cosignatures(
    tx: &Tx,
    origin: &str,
    size: i64,
) -> Result<Vec<(Shown, String)>, DbError> {
    let rows = tx
        .query(
            "SELECT c.size, c.checkpoint, s.line FROM archive_cosignatures s \
             JOIN archive_checkpoints c ON c.origin = s.origin AND c.size = s.size \
             WHERE s.origin = ?1 AND s.size = ?2 ORDER BY s.witness",
            params![origin, size],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((read_shown(row)?, row.get(2)?)))
        .collect()
}

/// The size of the largest checkpoint that a witness has signed.
pub async fn any_last_seen(tx: &Tx, origin: &str, witness: &str) -> Result<Option<i64>, DbError> {
    let row = tx
        .query_one(
            "SELECT MAX(size) FROM archive_cosignatures WHERE origin = ?1 AND witness = ?2",
            params![origin, witness],
        )
        .await?;
    row.get(0)
}

/// The largest checkpoint that any witness has signed.
pub async fn any_last_cosigned(tx: &Tx, origin: &str) -> Result<Option<Shown>, DbError> {
    let row = tx
        .query_opt(
            "SELECT size, checkpoint FROM archive_checkpoints WHERE origin = ?1 AND size = \
             (SELECT MAX(size) FROM archive_cosignatures WHERE origin = ?1)",
            params![origin],
        )
        .await?;
    row.as_ref().map(read_shown).transpose()
}

/// Keeps a token of the checkpoint of this size, which has been kept before.
pub async fn any_keep_token(tx: &Tx, origin: &str, token: &Token) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO archive_timestamps (origin, size, token, fetched_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (origin, size) DO NOTHING",
        params![origin, token.of.size, token.token, token.fetched_at],
    )
    .await?;
    Ok(())
}

/// The token of the largest checkpoint that has one.
pub async fn any_last_token(tx: &Tx, origin: &str) -> Result<Option<Token>, DbError> {
    let row = tx
        .query_opt(
            "SELECT t.size, c.checkpoint, t.token, t.fetched_at FROM archive_timestamps t \
             JOIN archive_checkpoints c ON c.origin = t.origin AND c.size = t.size \
             WHERE t.origin = ?1 ORDER BY t.size DESC LIMIT 1",
            params![origin],
        )
        .await?;
    row.as_ref().map(read_token).transpose()
}

/// The next token after that of this size.
pub async fn any_token_after(tx: &Tx, origin: &str, size: i64) -> Result<Option<Token>, DbError> {
    let row = tx
        .query_opt(
            "SELECT t.size, c.checkpoint, t.token, t.fetched_at FROM archive_timestamps t \
             JOIN archive_checkpoints c ON c.origin = t.origin AND c.size = t.size \
             WHERE t.origin = ?1 AND t.size > ?2 ORDER BY t.size LIMIT 1",
            params![origin, size],
        )
        .await?;
    row.as_ref().map(read_token).transpose()
}

fn read_shown(row: &Row) -> Result<Shown, DbError> {
    Ok(Shown {
        size: row.get(0)?,
        checkpoint: row.get(1)?,
    })
}

fn read_token(row: &Row) -> Result<Token, DbError> {
    Ok(Token {
        of: read_shown(row)?,
        token: row.get(2)?,
        fetched_at: row.get(3)?,
    })
}
