//! Which texts have been erased, when, why, and in which event that is told.

use jiff::Timestamp;
use rules::ids::{ContentId, ConversationId, EventId, MessageId, SellerId};
use rules::keeping::Cause;

use crate::{DbError, Row, Tx, params};

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

/// Why a text is not there, if it was erased. The seller is empty for what belongs to the marketplace.
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
    row.map(|row| read(&row)).transpose()
}

/// The messages of a conversation of which the text was erased.
pub async fn messages_of(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<(MessageId, Erased)>, DbError> {
    let rows = tx
        .query(
            "SELECT e.event_id, e.erased_at, e.cause, m.message_id FROM messages m JOIN erased_contents e \
             ON e.seller_id = m.seller_id AND e.content_id = m.message_id \
             WHERE m.seller_id = ?1 AND m.conversation_id = ?2 ORDER BY m.sequence",
            params![seller, conversation],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(3)?, read(row)?)))
        .collect()
}

fn read(row: &Row) -> Result<Erased, DbError> {
    let cause: String = row.get(2)?;
    Ok(Erased {
        event: row.get(0)?,
        at: row.get(1)?,
        cause: Cause::from_code(&cause).ok_or_else(|| DbError::decode(2, "an unknown cause"))?,
    })
}
