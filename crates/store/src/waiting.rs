//! What waits at present across all sellers: counts for staff, and the list behind each. Nothing here shows a message's text.

use jiff::Timestamp;
use rules::ids::{ConversationId, SellerId};

use crate::oversight::{Found, read};
use crate::{DbError, Row, Tx, Value, params};

/// Waiting conversations that a table by seller or country is drawn from at most: those with the oldest deadlines.
pub const LOOKED_AT_MAX: u32 = 20_000;

/// Highest number that a single count gives; more is not counted.
pub const COUNT_MAX: u32 = 1_000;

/// Which part of what waits, by the due instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueWithin {
    /// At or after; `None` from the beginning.
    pub from: Option<Timestamp>,
    /// Before; `None` without end.
    pub to: Option<Timestamp>,
}

/// What a list is narrowed to; every `None` narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    pub seller: Option<SellerId>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// The key of a page's last row.
pub type Key = (Timestamp, ConversationId);

/// How much waits for a seller or in a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub overdue: u32,
    pub due_soon: u32,
    pub waiting: u32,
    /// The oldest due instant.
    pub oldest_due_at: Timestamp,
}

/// The same of one seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingOfSeller {
    pub seller: SellerId,
    /// Name and country are `None` while the marketplace has not said them.
    pub name: Option<String>,
    pub country: Option<String>,
    pub waiting: Waiting,
}

const WAITING: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.waits_for, c.due_at, \
     c.last_message_at, c.title, p.name, s.name, d.state, d.alarm FROM conversations c \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.waits_for = 'seller' AND (c.due_at, c.conversation_id) > (?1, ?2) AND c.due_at < ?3 \
     AND (s.country = ?5 OR ?5 = '') ORDER BY c.due_at, c.conversation_id LIMIT ?4";

const WAITING_OF_SELLER: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.waits_for, c.due_at, \
     c.last_message_at, c.title, p.name, s.name, d.state, d.alarm FROM conversations c \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?6 AND c.waits_for = 'seller' AND (c.due_at, c.conversation_id) > (?1, ?2) AND c.due_at < ?3 \
     AND (s.country = ?5 OR ?5 = '') ORDER BY c.due_at, c.conversation_id LIMIT ?4";

const TAKEN_OVER: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.waits_for, c.due_at, \
     c.last_message_at, c.title, p.name, s.name, d.state, d.alarm, c.taken_over_at FROM conversations c \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.taken_over_at IS NOT NULL AND (c.taken_over_at, c.conversation_id) > (?1, ?2) \
     AND (c.seller_id = ?4 OR ?4 = '') AND (s.country = ?5 OR ?5 = '') \
     ORDER BY c.taken_over_at, c.conversation_id LIMIT ?3";

const ESCALATED: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.waits_for, c.due_at, \
     c.last_message_at, c.title, p.name, s.name, d.state, d.alarm, c.escalated_at FROM conversations c \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.escalated_at IS NOT NULL AND (c.escalated_at, c.conversation_id) > (?1, ?2) \
     AND (c.seller_id = ?4 OR ?4 = '') AND (s.country = ?5 OR ?5 = '') \
     ORDER BY c.escalated_at, c.conversation_id LIMIT ?3";

/// Conversations that wait for their seller and are due within this time, oldest deadline first.
pub async fn any_due(
    tx: &Tx,
    within: DueWithin,
    narrowed: &Narrowed,
    after: Option<Key>,
    limit: u32,
) -> Result<Vec<Found>, DbError> {
    let (at, id) = key_after(within.from, after);
    let to = within.to.map_or(i64::MAX, Timestamp::as_microsecond);
    let country = narrowed.country.as_deref().unwrap_or("");
    let rows = match &narrowed.seller {
        None => {
            tx.query(WAITING, params![at, id, to, limit, country])
                .await?
        }
        Some(seller) => {
            tx.query(
                WAITING_OF_SELLER,
                params![at, id, to, limit, country, seller],
            )
            .await?
        }
    };
    rows.iter().map(read).collect()
}

/// Conversations that staff have taken over, the longest ago first, each with when.
pub async fn any_taken_over(
    tx: &Tx,
    narrowed: &Narrowed,
    after: Option<Key>,
    limit: u32,
) -> Result<Vec<(Found, Timestamp)>, DbError> {
    let (at, id) = key_after(None, after);
    let seller = narrowed.seller.as_ref().map_or("", SellerId::as_str);
    let country = narrowed.country.as_deref().unwrap_or("");
    let rows = tx
        .query(TAKEN_OVER, params![at, id, limit, seller, country])
        .await?;
    rows.iter()
        .map(|row| Ok((read(row)?, row.get(13)?)))
        .collect()
}

/// Conversations whose buyer has asked the marketplace to step in, the longest ago first, each with when.
pub async fn any_escalated(
    tx: &Tx,
    narrowed: &Narrowed,
    after: Option<Key>,
    limit: u32,
) -> Result<Vec<(Found, Timestamp)>, DbError> {
    let (at, id) = key_after(None, after);
    let seller = narrowed.seller.as_ref().map_or("", SellerId::as_str);
    let country = narrowed.country.as_deref().unwrap_or("");
    let rows = tx
        .query(ESCALATED, params![at, id, limit, seller, country])
        .await?;
    rows.iter()
        .map(|row| Ok((read(row)?, row.get(13)?)))
        .collect()
}

/// How many wait for their seller and are due within this time, up to [`COUNT_MAX`] and one.
pub async fn any_count_due(tx: &Tx, within: DueWithin) -> Result<u32, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM (SELECT 1 FROM conversations \
             WHERE waits_for = 'seller' AND due_at >= ?1 AND due_at < ?2 LIMIT ?3) c",
            params![
                within.from.map_or(i64::MIN, Timestamp::as_microsecond),
                within.to.map_or(i64::MAX, Timestamp::as_microsecond),
                COUNT_MAX + 1
            ],
        )
        .await?;
    row.get(0)
}

/// How many are taken over, up to [`COUNT_MAX`] and one.
pub async fn any_count_taken_over(tx: &Tx) -> Result<u32, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM (SELECT 1 FROM conversations WHERE taken_over_at IS NOT NULL LIMIT ?1) c",
            params![COUNT_MAX + 1],
        )
        .await?;
    row.get(0)
}

/// How many buyers have asked the marketplace to step in, up to [`COUNT_MAX`] and one.
pub async fn any_count_escalated(tx: &Tx) -> Result<u32, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM (SELECT 1 FROM conversations WHERE escalated_at IS NOT NULL LIMIT ?1) c",
            params![COUNT_MAX + 1],
        )
        .await?;
    row.get(0)
}

/// How much waits for each seller, the most overdue first, drawn from the [`LOOKED_AT_MAX`] oldest deadlines.
pub async fn any_by_seller(
    tx: &Tx,
    now: Timestamp,
    soon: Timestamp,
    limit: u32,
) -> Result<Vec<WaitingOfSeller>, DbError> {
    let rows = tx
        .query(
            "SELECT w.seller_id, s.name, s.country, w.overdue, w.due_soon, w.waiting, w.oldest FROM \
             (SELECT o.seller_id, SUM(CASE WHEN o.due_at < ?1 THEN 1 ELSE 0 END) AS overdue, \
             SUM(CASE WHEN o.due_at >= ?1 AND o.due_at < ?2 THEN 1 ELSE 0 END) AS due_soon, \
             COUNT(*) AS waiting, MIN(o.due_at) AS oldest FROM \
             (SELECT seller_id, due_at FROM conversations WHERE waits_for = 'seller' ORDER BY due_at LIMIT ?3) o \
             GROUP BY o.seller_id) w LEFT JOIN sellers s ON s.seller_id = w.seller_id \
             ORDER BY w.overdue DESC, w.due_soon DESC, w.waiting DESC, w.seller_id LIMIT ?4",
            params![now, soon, LOOKED_AT_MAX, limit],
        )
        .await?;
    let read = |row: &Row| {
        Ok(WaitingOfSeller {
            seller: row.get(0)?,
            name: row.get(1)?,
            country: row.get(2)?,
            waiting: read_waiting(row, 3)?,
        })
    };
    rows.iter().map(read).collect()
}

/// How much waits in each country, the most overdue first; `None` where the seller's is not known.
pub async fn any_by_country(
    tx: &Tx,
    now: Timestamp,
    soon: Timestamp,
) -> Result<Vec<(Option<String>, Waiting)>, DbError> {
    let rows = tx
        .query(
            "SELECT s.country, SUM(CASE WHEN o.due_at < ?1 THEN 1 ELSE 0 END), \
             SUM(CASE WHEN o.due_at >= ?1 AND o.due_at < ?2 THEN 1 ELSE 0 END), COUNT(*), MIN(o.due_at) FROM \
             (SELECT seller_id, due_at FROM conversations WHERE waits_for = 'seller' ORDER BY due_at LIMIT ?3) o \
             LEFT JOIN sellers s ON s.seller_id = o.seller_id GROUP BY s.country \
             ORDER BY 2 DESC, 3 DESC, 4 DESC, COALESCE(s.country, '')",
            params![now, soon, LOOKED_AT_MAX],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, read_waiting(row, 1)?)))
        .collect()
}

fn read_waiting(row: &Row, first: usize) -> Result<Waiting, DbError> {
    Ok(Waiting {
        overdue: row.get(first)?,
        due_soon: row.get(first + 1)?,
        waiting: row.get(first + 2)?,
        oldest_due_at: row.get(first + 3)?,
    })
}

/// The beginning of the time, or the last row of the page before: whichever comes later.
fn key_after(from: Option<Timestamp>, after: Option<Key>) -> (Value, Value) {
    let from = from.map_or(i64::MIN, Timestamp::as_microsecond);
    let beginning = (from, ConversationId(uuid::Uuid::nil()));
    let (at, id) = match after {
        Some((at, id)) if at.as_microsecond() >= from => (at.as_microsecond(), id),
        _ => beginning,
    };
    let [at, id] = params![at, id];
    (at, id)
}
