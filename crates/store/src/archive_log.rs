//! How far the log of the archive is sealed. Advancing it is what makes a batch count: whoever was overtaken advances nothing.

use jiff::Timestamp;

use crate::{DbError, Row, Tx, params};

/// The head of the log that was published last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub origin: String,
    /// Grows with every sealer that begins.
    pub epoch: i64,
    pub size: i64,
    pub root: [u8; 32],
    /// The signed checkpoint; empty before the first.
    pub checkpoint: String,
}

/// The head, whichever log it is of; none before one was begun.
pub async fn any_find(tx: &Tx) -> Result<Option<Head>, DbError> {
    let row = tx
        .query_opt(
            "SELECT origin, epoch, size, root, checkpoint FROM archive_log",
            params![],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Begins the log of this origin, without entries; the caller has seen that there is none.
pub async fn any_begin(tx: &Tx, origin: &str, empty_root: &[u8; 32]) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO archive_log (origin, epoch, size, root, checkpoint) VALUES (?1, 0, 0, ?2, '') \
         ON CONFLICT (origin) DO NOTHING",
        params![origin, empty_root],
    )
    .await?;
    Ok(())
}

/// Makes whoever calls it the only one that may advance the log from now on.
pub async fn any_take_over(tx: &Tx, origin: &str) -> Result<Option<Head>, DbError> {
    let row = tx
        .query_opt(
            "UPDATE archive_log SET epoch = epoch + 1 WHERE origin = ?1 \
             RETURNING origin, epoch, size, root, checkpoint",
            params![origin],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Moves the head from `before` to `after` if nobody has begun or advanced it since; says whether.
pub async fn any_advance(tx: &Tx, before: &Head, after: &Head) -> Result<bool, DbError> {
    let advanced = tx
        .execute(
            "UPDATE archive_log SET size = ?5, root = ?6, checkpoint = ?7 \
             WHERE origin = ?1 AND epoch = ?2 AND size = ?3 AND root = ?4",
            params![
                before.origin,
                before.epoch,
                before.size,
                &before.root,
                after.size,
                &after.root,
                after.checkpoint
            ],
        )
        .await?;
    Ok(advanced == 1)
}

/// When the oldest event happened that a log of this size does not have.
pub async fn any_oldest_unsealed(tx: &Tx, size: i64) -> Result<Option<Timestamp>, DbError> {
    let (placed, waiting) = tokio::try_join!(
        tx.query_opt(
            "SELECT at FROM events WHERE position >= ?1 ORDER BY position LIMIT 1",
            params![size],
        ),
        tx.query_opt(
            "SELECT at FROM events WHERE position IS NULL ORDER BY event_id LIMIT 1",
            params![],
        ),
    )?;
    let at = |row: Option<Row>| row.map(|row| row.get::<Timestamp>(0)).transpose();
    let instants = [at(placed)?, at(waiting)?];
    Ok(instants.into_iter().flatten().min())
}

fn read(row: &Row) -> Result<Head, DbError> {
    Ok(Head {
        origin: row.get(0)?,
        epoch: row.get(1)?,
        size: row.get(2)?,
        root: row.get(3)?,
        checkpoint: row.get(4)?,
    })
}
