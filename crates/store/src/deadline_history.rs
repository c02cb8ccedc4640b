//! The deadlines of one seller over time: which were kept, missed, waived or are open, page by page with their derivations.

use jiff::Timestamp;
use rules::conversation::ReplyDeadline;
use rules::ids::{ConversationId, DeadlineId, SellerId};

use crate::deadlines::read_joined;
use crate::{DbError, Row, Tx, params};

/// Which deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    All,
    /// Running, standing still or waived: a reply may still be owed.
    Open,
    Kept,
    /// Answered too late.
    Missed,
    Waived,
}

/// A deadline with the conversation it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    pub deadline: ReplyDeadline,
    pub conversation: ConversationId,
    /// `None` where the conversation is not there.
    pub title: Option<String>,
    pub buyer_name: Option<String>,
    /// The newest deadline of its conversation, which is taken over as a whole.
    pub taken_over: bool,
    pub version: Option<i64>,
}

/// How many of a seller's answered deadlines were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub kept: u32,
    pub missed: u32,
}

const ALL: &str = "SELECT d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, \
     d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version, d.conversation_id, c.title, \
     p.name, c.taken_over_at, c.version FROM deadlines d \
     LEFT JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id \
     WHERE d.seller_id = ?1 AND (d.received_at, d.deadline_id) < (?2, ?3) \
     ORDER BY d.received_at DESC, d.deadline_id DESC LIMIT ?4";

const OPEN: &str = "SELECT d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, \
     d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version, d.conversation_id, c.title, \
     p.name, c.taken_over_at, c.version FROM deadlines d \
     LEFT JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id \
     WHERE d.seller_id = ?1 AND d.state IN ('running', 'standing', 'waived') AND (d.received_at, d.deadline_id) < (?2, ?3) \
     ORDER BY d.received_at DESC, d.deadline_id DESC LIMIT ?4";

const KEPT: &str = "SELECT d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, \
     d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version, d.conversation_id, c.title, \
     p.name, c.taken_over_at, c.version FROM deadlines d \
     LEFT JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id \
     WHERE d.seller_id = ?1 AND d.on_time = 1 AND (d.received_at, d.deadline_id) < (?2, ?3) \
     ORDER BY d.received_at DESC, d.deadline_id DESC LIMIT ?4";

const MISSED: &str = "SELECT d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, \
     d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version, d.conversation_id, c.title, \
     p.name, c.taken_over_at, c.version FROM deadlines d \
     LEFT JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id \
     WHERE d.seller_id = ?1 AND d.on_time = 0 AND (d.received_at, d.deadline_id) < (?2, ?3) \
     ORDER BY d.received_at DESC, d.deadline_id DESC LIMIT ?4";

const WAIVED: &str = "SELECT d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, \
     d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version, d.conversation_id, c.title, \
     p.name, c.taken_over_at, c.version FROM deadlines d \
     LEFT JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id \
     WHERE d.seller_id = ?1 AND d.state = 'waived' AND (d.received_at, d.deadline_id) < (?2, ?3) \
     ORDER BY d.received_at DESC, d.deadline_id DESC LIMIT ?4";

/// Deadlines of a seller, those of the newest messages first, from before a key on.
pub async fn of_seller(
    tx: &Tx,
    seller: &SellerId,
    outcome: Outcome,
    before: Option<(Timestamp, DeadlineId)>,
    limit: u32,
) -> Result<Vec<Past>, DbError> {
    let at = before.map_or(i64::MAX, |(at, _)| at.as_microsecond());
    let id = before.map_or(DeadlineId(uuid::Uuid::max()), |(_, id)| id);
    let params = params![seller, at, id, limit];
    let rows = match outcome {
        Outcome::All => tx.query(ALL, params).await?,
        Outcome::Open => tx.query(OPEN, params).await?,
        Outcome::Kept => tx.query(KEPT, params).await?,
        Outcome::Missed => tx.query(MISSED, params).await?,
        Outcome::Waived => tx.query(WAIVED, params).await?,
    };
    rows.iter().map(read).collect()
}

/// How many deadlines of messages that came in this time were kept and missed.
pub async fn kept(
    tx: &Tx,
    seller: &SellerId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Kept, DbError> {
    let row = tx
        .query_one(
            "SELECT COALESCE(SUM(CASE WHEN on_time = 1 THEN 1 ELSE 0 END), 0), \
             COALESCE(SUM(CASE WHEN on_time = 0 THEN 1 ELSE 0 END), 0) FROM deadlines \
             WHERE seller_id = ?1 AND received_at >= ?2 AND received_at < ?3",
            params![seller, from, to],
        )
        .await?;
    Ok(Kept {
        kept: row.get(0)?,
        missed: row.get(1)?,
    })
}

fn read(row: &Row) -> Result<Past, DbError> {
    let deadline = read_joined(row, 0)?;
    let taken_over_at: Option<Timestamp> = row.get(18)?;
    Ok(Past {
        deadline: deadline.ok_or_else(|| DbError::decode(0, "a deadline without an id"))?,
        conversation: row.get(15)?,
        title: row.get(16)?,
        buyer_name: row.get(17)?,
        taken_over: taken_over_at.is_some(),
        version: row.get(19)?,
    })
}
