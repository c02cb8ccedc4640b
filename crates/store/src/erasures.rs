//! Requests to erase a buyer and what was decided about them; the reasons lie in `contents`.

use jiff::Timestamp;
use rules::ids::{BuyerId, ErasureId};
use rules::keeping::{AskedBy, Erasure, ErasureDecided, ErasureGround, ErasureOutcome};

use crate::{DbError, Row, Tx, params};

/// Saves a new request. Another one for the same buyer that waits or was approved is [`DbError::Unique`].
pub async fn insert(tx: &Tx, erasure: &Erasure) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO erasures (erasure_id, buyer_id, ground, asked_by, reason, requested_at, requested_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            erasure.id,
            erasure.buyer,
            erasure.ground.code(),
            erasure.asked_by.code(),
            erasure.reason,
            erasure.requested_at,
            erasure.requested_by
        ],
    )
    .await?;
    Ok(())
}

/// Saves what was decided; stale where that has been decided already.
pub async fn save_decision(
    tx: &Tx,
    id: ErasureId,
    decided: &ErasureDecided,
) -> Result<(), DbError> {
    let saved = tx
        .execute(
            "UPDATE erasures SET decided_at = ?2, decided_by = ?3, outcome = ?4, because = ?5 \
             WHERE erasure_id = ?1 AND decided_at IS NULL",
            params![
                id,
                decided.at,
                decided.by,
                decided.outcome.code(),
                decided.because
            ],
        )
        .await?;
    once(saved)
}

/// Notes that the bytes of the files are gone too; stale where that has been noted already.
pub async fn save_cleaned(tx: &Tx, id: ErasureId, at: Timestamp) -> Result<(), DbError> {
    let saved = tx
        .execute(
            "UPDATE erasures SET cleaned_at = ?2 WHERE erasure_id = ?1 AND cleaned_at IS NULL AND outcome = 'approved'",
            params![id, at],
        )
        .await?;
    once(saved)
}

pub async fn any_find(tx: &Tx, id: ErasureId) -> Result<Option<Erasure>, DbError> {
    let row = tx
        .query_opt(
            "SELECT erasure_id, buyer_id, ground, asked_by, reason, requested_at, requested_by, decided_at, decided_by, \
             outcome, because, cleaned_at FROM erasures WHERE erasure_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The request of a buyer that waits for a decision.
pub async fn waiting_of(tx: &Tx, buyer: &BuyerId) -> Result<Option<Erasure>, DbError> {
    let row = tx
        .query_opt(
            "SELECT erasure_id, buyer_id, ground, asked_by, reason, requested_at, requested_by, decided_at, decided_by, \
             outcome, because, cleaned_at FROM erasures WHERE buyer_id = ?1 AND decided_at IS NULL",
            params![buyer],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The erasure of a buyer that was carried out.
pub async fn approved_of(tx: &Tx, buyer: &BuyerId) -> Result<Option<Erasure>, DbError> {
    let row = tx
        .query_opt(
            "SELECT erasure_id, buyer_id, ground, asked_by, reason, requested_at, requested_by, decided_at, decided_by, \
             outcome, because, cleaned_at FROM erasures WHERE buyer_id = ?1 AND outcome = 'approved'",
            params![buyer],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Requests, the newest first, from before a place on.
pub async fn any_before(
    tx: &Tx,
    before: Option<(Timestamp, ErasureId)>,
    limit: u32,
) -> Result<Vec<Erasure>, DbError> {
    let (at, id) = before.unwrap_or((Timestamp::MAX, ErasureId(uuid::Uuid::max())));
    let rows = tx
        .query(
            "SELECT erasure_id, buyer_id, ground, asked_by, reason, requested_at, requested_by, decided_at, decided_by, \
             outcome, because, cleaned_at FROM erasures WHERE (requested_at, erasure_id) < (?1, ?2) \
             ORDER BY requested_at DESC, erasure_id DESC LIMIT ?3",
            params![at, id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn once(saved: u64) -> Result<(), DbError> {
    match saved {
        0 => Err(DbError::Stale),
        _ => Ok(()),
    }
}

fn read(row: &Row) -> Result<Erasure, DbError> {
    let (ground, asked_by): (String, String) = (row.get(2)?, row.get(3)?);
    let decided = (row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?);
    let decided: (_, _, Option<String>, _) = decided;
    let decided = match decided {
        (Some(at), Some(by), Some(outcome), Some(because)) => Some(ErasureDecided {
            at,
            by,
            outcome: ErasureOutcome::from_code(&outcome)
                .ok_or_else(|| DbError::decode(9, "an unknown outcome"))?,
            because,
        }),
        _ => None,
    };
    Ok(Erasure {
        id: row.get(0)?,
        buyer: row.get(1)?,
        ground: ErasureGround::from_code(&ground)
            .ok_or_else(|| DbError::decode(2, "an unknown ground"))?,
        asked_by: AskedBy::from_code(&asked_by)
            .ok_or_else(|| DbError::decode(3, "an unknown asker"))?,
        reason: row.get(4)?,
        requested_at: row.get(5)?,
        requested_by: row.get(6)?,
        decided,
        cleaned_at: row.get(11)?,
    })
}
