//! Access that people ask for whose role reads no conversations, and what a second person said.

use jiff::Timestamp;
use rules::ids::{AccessId, ConversationId, SellerId, StaffId};
use rules::looking::{ASK_HOLDS, Access, Decided, Ticket};

use crate::{DbError, Row, Tx, params};

/// An access as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub access: Access,
    /// `None` once erased.
    pub reason: Option<String>,
    /// Names and title are `None` where nobody has said them.
    pub asked_by: Option<String>,
    pub decided_by: Option<String>,
    pub seller: Option<String>,
    pub title: Option<String>,
}

/// Saves what somebody has just asked for.
pub async fn insert(tx: &Tx, access: &Access) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO accesses (access_id, seller_id, conversation_id, asked_by, asked_at, reason, ticket) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            access.id,
            access.seller,
            access.conversation,
            access.asked_by,
            access.asked_at,
            access.reason,
            access.ticket.as_ref().map_or("", Ticket::as_str)
        ],
    )
    .await?;
    Ok(())
}

/// Saves what was decided; stale where somebody has decided or ended it meanwhile.
pub async fn save_decision(tx: &Tx, access: AccessId, decided: &Decided) -> Result<(), DbError> {
    let saved = tx
        .execute(
            "UPDATE accesses SET decided_by = ?2, decided_at = ?3, approved_until = ?4 \
             WHERE access_id = ?1 AND decided_at IS NULL AND ended_at IS NULL",
            params![access, decided.by, decided.at, decided.until],
        )
        .await?;
    once(saved)
}

/// Saves that it was ended before its time; stale where it had been already.
pub async fn save_end(
    tx: &Tx,
    access: AccessId,
    (by, at): (StaffId, Timestamp),
) -> Result<(), DbError> {
    let saved = tx
        .execute(
            "UPDATE accesses SET ended_by = ?2, ended_at = ?3 WHERE access_id = ?1 AND ended_at IS NULL",
            params![access, by, at],
        )
        .await?;
    once(saved)
}

/// The access with this id.
pub async fn any_find(tx: &Tx, id: AccessId) -> Result<Option<Access>, DbError> {
    let row = tx
        .query_opt(
            "SELECT a.access_id, a.seller_id, a.conversation_id, a.asked_by, a.asked_at, a.reason, a.ticket, a.decided_by, a.decided_at, \
             a.approved_until, a.ended_by, a.ended_at FROM accesses a WHERE a.access_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The access of a person that was approved until after now and opens this conversation; of several the last to end.
pub async fn running_of(
    tx: &Tx,
    staff: StaffId,
    seller: &SellerId,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<Option<Access>, DbError> {
    let rows = tx
        .query(
            "SELECT a.access_id, a.seller_id, a.conversation_id, a.asked_by, a.asked_at, a.reason, a.ticket, a.decided_by, a.decided_at, \
             a.approved_until, a.ended_by, a.ended_at FROM accesses a \
             WHERE a.asked_by = ?1 AND a.approved_until > ?2 AND a.ended_at IS NULL AND a.seller_id = ?3 \
             AND (a.conversation_id = ?4 OR a.conversation_id IS NULL) ORDER BY a.approved_until DESC LIMIT 1",
            params![staff, now, seller, conversation],
        )
        .await?;
    rows.first().map(read).transpose()
}

/// All accesses, the newest request first, from before a key on.
pub async fn any_listed(
    tx: &Tx,
    before: Option<(Timestamp, AccessId)>,
    limit: u32,
) -> Result<Vec<Listed>, DbError> {
    let (at, id) = before.map_or((i64::MAX, AccessId(uuid::Uuid::nil())), |(at, id)| {
        (at.as_microsecond(), id)
    });
    let rows = tx
        .query(
            "SELECT a.access_id, a.seller_id, a.conversation_id, a.asked_by, a.asked_at, a.reason, a.ticket, a.decided_by, a.decided_at, \
             a.approved_until, a.ended_by, a.ended_at, t.text, p.name, d.name, s.name, c.title FROM accesses a \
             LEFT JOIN contents t ON t.seller_id = '' AND t.content_id = a.reason \
             LEFT JOIN staff p ON p.staff_id = a.asked_by LEFT JOIN staff d ON d.staff_id = a.decided_by \
             LEFT JOIN sellers s ON s.seller_id = a.seller_id \
             LEFT JOIN conversations c ON c.seller_id = a.seller_id AND c.conversation_id = a.conversation_id \
             WHERE (a.asked_at, a.access_id) < (?1, ?2) ORDER BY a.asked_at DESC, a.access_id DESC LIMIT ?3",
            params![at, id, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                access: read(row)?,
                reason: row.get(12)?,
                asked_by: row.get(13)?,
                decided_by: row.get(14)?,
                seller: row.get(15)?,
                title: row.get(16)?,
            })
        })
        .collect()
}

/// How many requests of others wait for this person's decision.
pub async fn any_waiting_for(tx: &Tx, staff: StaffId, now: Timestamp) -> Result<u32, DbError> {
    let since = now.saturating_sub(ASK_HOLDS).unwrap_or(Timestamp::MIN);
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM accesses WHERE decided_at IS NULL AND ended_at IS NULL AND asked_at > ?1 AND asked_by <> ?2",
            params![since, staff],
        )
        .await?;
    row.get(0)
}

fn once(saved: u64) -> Result<(), DbError> {
    match saved {
        1 => Ok(()),
        _ => Err(DbError::Stale),
    }
}

fn read(row: &Row) -> Result<Access, DbError> {
    let ticket: String = row.get(6)?;
    let decided: Option<(StaffId, Timestamp)> = Option::zip(
        row.get::<Option<StaffId>>(7)?,
        row.get::<Option<Timestamp>>(8)?,
    );
    let until = row.get(9)?;
    Ok(Access {
        id: row.get(0)?,
        seller: row.get(1)?,
        conversation: row.get(2)?,
        asked_by: row.get(3)?,
        asked_at: row.get(4)?,
        reason: row.get(5)?,
        ticket: Ticket::parse(&ticket).map_err(|error| DbError::decode(6, error.to_string()))?,
        decided: decided.map(|(by, at)| Decided { by, at, until }),
        ended: Option::zip(row.get(10)?, row.get(11)?),
    })
}
