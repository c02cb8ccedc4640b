//! Which texts have been erased, when, why, and in which event that is told.

use jiff::Timestamp;
use rules::ids::{ContentId, EventId, SellerId};
use rules::keeping::Cause;

use crate::{DbError, Tx, params};

/// That a text was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// The event that lists it.
    pub event: EventId,
    pub at: Timestamp,
    pub cause: Cause,
}

/// Takes a text and its salt away for good and notes why; says whether it was there.
/// The seller is empty for what belongs to the marketplace.
pub async fn erase(
    tx: &Tx,
    seller: &str,
    content: ContentId,
    erased: Erased,
) -> Result<bool, DbError> {
    let gone = tx
        .execute(
            "DELETE FROM contents WHERE seller_id = ?1 AND content_id = ?2",
            params![seller, content],
        )
        .await?;
    if gone == 0 {
        return Ok(false);
    }
    tx.execute(
        "INSERT INTO erased_contents (seller_id, content_id, event_id, erased_at, cause) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![seller, content, erased.event, erased.at, erased.cause.code()],
    )
    .await?;
    Ok(true)
}

/// Why a text is not there, if it was erased.
pub async fn find(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
) -> Result<Option<Erased>, DbError> {
    any_find(tx, seller.as_str(), content).await
}

/// The same for any owner; the seller is empty for what belongs to the marketplace.
pub async fn any_find(
    tx: &Tx,
    seller: &str,
    content: ContentId,
) -> Result<Option<Erased>, DbError> {
    let row = tx
        .query_opt(
            "SELECT event_id, erased_at, cause FROM erased_contents WHERE seller_id = ?1 AND content_id = ?2",
            params![seller, content],
        )
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let cause: String = row.get(2)?;
    Ok(Some(Erased {
        event: row.get(0)?,
        at: row.get(1)?,
        cause: Cause::from_code(&cause).ok_or_else(|| DbError::decode(2, "an unknown cause"))?,
    }))
}
