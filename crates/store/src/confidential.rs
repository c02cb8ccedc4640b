//! Readings of which the parties are not told for a time, and the events that their feeds leave out because of it.

use jiff::Timestamp;
use rules::ids::{ContentId, ConversationId, EventId, SellerId, StaffId};
use rules::looking::ReadingKind;

use crate::readings::read_kind;
use crate::{DbError, Row, Tx, params};

/// As much of a reading as says whom it concerns and what they were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confidential {
    /// `None` for what belongs to no single seller.
    pub seller: Option<SellerId>,
    pub id: EventId,
    pub kind: ReadingKind,
    pub conversation: Option<ConversationId>,
    pub staff: StaffId,
    pub looks: u32,
    pub last_look_at: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub disclosed_at: Option<Timestamp>,
}

/// The reading with this id, whosever it is.
pub async fn any_find(tx: &Tx, id: EventId) -> Result<Option<Confidential>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, reading_id, kind, conversation_id, staff_id, looks, last_look_at, confidential_until, \
             disclosed_at FROM readings WHERE reading_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Readings whose time is over and of which the parties have not been told yet.
pub async fn any_to_disclose(
    tx: &Tx,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Confidential>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, reading_id, kind, conversation_id, staff_id, looks, last_look_at, confidential_until, \
             disclosed_at FROM readings WHERE confidential_until IS NOT NULL AND disclosed_at IS NULL \
             AND confidential_until <= ?1 ORDER BY confidential_until, reading_id LIMIT ?2",
            params![now, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Makes a reading confidential up to an instant.
pub async fn mark(
    tx: &Tx,
    (seller, id): (&SellerId, EventId),
    until: Timestamp,
    (by, because): (StaffId, ContentId),
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE readings SET confidential_until = ?3, confidential_by = ?4, confidential_because = ?5 \
         WHERE seller_id = ?1 AND reading_id = ?2",
        params![seller, id, until, by, because],
    )
    .await?;
    Ok(())
}

/// Notes that the parties have been told; says whether they had not been before.
pub async fn disclose(
    tx: &Tx,
    (seller, id): (&SellerId, EventId),
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE readings SET disclosed_at = ?3 WHERE seller_id = ?1 AND reading_id = ?2 AND disclosed_at IS NULL",
            params![seller, id, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Leaves an event out of the parties' feeds for good.
pub async fn hide(
    tx: &Tx,
    (seller, reading): (&SellerId, EventId),
    event: EventId,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO confidential_events (seller_id, event_id, reading_id) VALUES (?1, ?2, ?3) \
         ON CONFLICT (seller_id, event_id) DO NOTHING",
        params![seller, event, reading],
    )
    .await?;
    Ok(())
}

/// The events of a conversation of which its parties are not told yet.
pub async fn hidden(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<Vec<EventId>, DbError> {
    let rows = tx
        .query(
            "SELECT h.event_id FROM readings r JOIN confidential_events h ON h.seller_id = r.seller_id \
             AND h.reading_id = r.reading_id WHERE r.conversation_id = ?1 AND r.seller_id = ?2 \
             AND r.confidential_until > ?3",
            params![conversation, seller, now],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

fn read(row: &Row) -> Result<Confidential, DbError> {
    Ok(Confidential {
        seller: crate::events::seller_of(row.get(0)?, 0)?,
        id: row.get(1)?,
        kind: read_kind(row, 2)?,
        conversation: row.get(3)?,
        staff: row.get(4)?,
        looks: row.get(5)?,
        last_look_at: row.get(6)?,
        until: row.get(7)?,
        disclosed_at: row.get(8)?,
    })
}
