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
    /// Answered too late, or not yet although the time has passed.
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

/// How many of a seller's deadlines were kept; silence beyond the time is none that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub kept: u32,
    pub missed: u32,
}

/// A page of those that `$which` names, newest messages first.
macro_rules! past {
    ($which:literal) => {
        concat!(
            // The first word stands apart, so that the test of literals does not take a part for a statement.
            "SELECT",
            " d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, \
             d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version, d.conversation_id, \
             c.title, p.name, c.taken_over_at, c.version FROM deadlines d \
             LEFT JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id \
             WHERE d.seller_id = ?1 ",
            $which,
            " AND (d.received_at, d.deadline_id) < (?2, ?3) \
             ORDER BY d.received_at DESC, d.deadline_id DESC LIMIT ?4"
        )
    };
}

const ALL: &str = past!("");
/// One that was waived and has a successor is nobody's to object to any more.
const OPEN: &str = past!(
    "AND d.state IN ('running', 'standing', 'waived') AND (d.state <> 'waived' OR c.deadline_id = d.deadline_id)"
);
const KEPT: &str = past!("AND d.on_time = 1");
const MISSED: &str = past!("AND (d.on_time = 0 OR d.state = 'running' AND d.due_at < ?5)");
const WAIVED: &str = past!("AND d.state = 'waived'");

/// Every statement that is put together here, under its name.
#[cfg(feature = "testing")]
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("PAST_ALL", ALL),
    ("PAST_OPEN", OPEN),
    ("PAST_KEPT", KEPT),
    ("PAST_MISSED", MISSED),
    ("PAST_WAIVED", WAIVED),
];

/// Deadlines of a seller, those of the newest messages first, from before a key on.
pub async fn of_seller(
    tx: &Tx,
    seller: &SellerId,
    outcome: Outcome,
    before: Option<(Timestamp, DeadlineId)>,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<Past>, DbError> {
    let at = before.map_or(i64::MAX, |(at, _)| at.as_microsecond());
    let id = before.map_or(DeadlineId(uuid::Uuid::max()), |(_, id)| id);
    let params = params![seller, at, id, limit];
    let rows = match outcome {
        Outcome::All => tx.query(ALL, params).await?,
        Outcome::Open => tx.query(OPEN, params).await?,
        Outcome::Kept => tx.query(KEPT, params).await?,
        Outcome::Missed => {
            let overdue = params![seller, at, id, limit, now];
            tx.query(MISSED, overdue).await?
        }
        Outcome::Waived => tx.query(WAIVED, params).await?,
    };
    rows.iter().map(read).collect()
}

/// How many deadlines of messages that came in from then until now were kept and missed.
pub async fn kept(
    tx: &Tx,
    seller: &SellerId,
    from: Timestamp,
    now: Timestamp,
) -> Result<Kept, DbError> {
    let row = tx
        .query_one(
            "SELECT COALESCE(SUM(CASE WHEN on_time = 1 THEN 1 ELSE 0 END), 0), \
             COALESCE(SUM(CASE WHEN on_time = 0 OR (state = 'running' AND due_at < ?3) THEN 1 ELSE 0 END), 0) FROM deadlines \
             WHERE seller_id = ?1 AND received_at >= ?2 AND received_at < ?3",
            params![seller, from, now],
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
