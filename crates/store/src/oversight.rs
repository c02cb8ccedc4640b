//! What staff look for across sellers. Nothing here shows a message's text.

use jiff::Timestamp;
use rules::conversation::{Alarm, DeadlineState, Subject, WaitsFor};
use rules::ids::{BuyerId, ConversationId, SellerId};

use crate::conversations::read_subject;
use crate::lists::read_deadline;
use crate::waiting::LOOKED_AT_MAX;
use crate::{DbError, Row, Tx, params};

/// A conversation as staff find it, without any text.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub seller: SellerId,
    pub id: ConversationId,
    pub buyer: BuyerId,
    pub subject: Subject,
    pub waits_for: WaitsFor,
    pub due_at: Option<Timestamp>,
    pub last_message_at: Timestamp,
    /// What the order's lines or the listing are called.
    pub title: String,
    /// Names are `None` while the marketplace has not said them.
    pub buyer_name: Option<String>,
    pub seller_name: Option<String>,
    pub deadline: Option<(DeadlineState, Alarm)>,
}

/// Deadlines of one seller that have passed without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverdueOfSeller {
    pub seller: SellerId,
    /// `None` while the marketplace has not said who that is.
    pub name: Option<String>,
    pub country: Option<String>,
    pub overdue: u32,
    /// The due instant that passed first.
    pub since: Timestamp,
}

/// Finds by the exact id of an order or listing, a seller, a buyer or a conversation; newest conversation first.
pub async fn any_matching(tx: &Tx, word: &str, limit: u32) -> Result<Vec<Found>, DbError> {
    let conversation = word
        .parse::<ConversationId>()
        .unwrap_or(ConversationId(uuid::Uuid::nil()));
    let rows = tx
        .query(
            "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.waits_for, c.due_at, \
             c.last_message_at, c.title, p.name, s.name, d.state, d.alarm FROM conversations c \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
             LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
             WHERE c.conversation_id IN ( \
             SELECT conversation_id FROM conversations WHERE conversation_id = ?2 \
             UNION SELECT b.conversation_id FROM (SELECT conversation_id FROM buyer_conversations WHERE buyer_id = ?1 \
             ORDER BY conversation_id DESC LIMIT ?3) b \
             UNION SELECT o.conversation_id FROM (SELECT conversation_id FROM conversations WHERE seller_id = ?1 \
             ORDER BY conversation_id DESC LIMIT ?3) o \
             UNION SELECT a.conversation_id FROM (SELECT conversation_id FROM conversations WHERE subject_id = ?1 \
             ORDER BY conversation_id DESC LIMIT ?3) a) \
             ORDER BY c.conversation_id DESC LIMIT ?3",
            params![word, conversation, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// A seller's conversations with the newest messages, without any text.
pub async fn any_recent_of_seller(
    tx: &Tx,
    seller: &SellerId,
    limit: u32,
) -> Result<Vec<Found>, DbError> {
    let rows = tx
        .query(
            "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.waits_for, c.due_at, \
             c.last_message_at, c.title, p.name, s.name, d.state, d.alarm FROM conversations c \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
             LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
             WHERE c.seller_id = ?1 ORDER BY c.last_message_at DESC, c.conversation_id DESC LIMIT ?2",
            params![seller, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Sellers with overdue replies, the most overdue first, drawn from the [`LOOKED_AT_MAX`] oldest deadlines.
pub async fn any_overdue_by_seller(
    tx: &Tx,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<OverdueOfSeller>, DbError> {
    let rows = tx
        .query(
            "SELECT w.seller_id, s.name, s.country, w.overdue, w.oldest FROM \
             (SELECT o.seller_id, COUNT(*) AS overdue, MIN(o.due_at) AS oldest FROM \
             (SELECT seller_id, due_at FROM conversations WHERE waits_for = 'seller' AND due_at < ?1 \
             ORDER BY due_at LIMIT ?3) o GROUP BY o.seller_id) w \
             LEFT JOIN sellers s ON s.seller_id = w.seller_id ORDER BY w.overdue DESC, w.seller_id LIMIT ?2",
            params![now, limit, LOOKED_AT_MAX],
        )
        .await?;
    let read = |row: &Row| {
        Ok(OverdueOfSeller {
            seller: row.get(0)?,
            name: row.get(1)?,
            country: row.get(2)?,
            overdue: row.get(3)?,
            since: row.get(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Overdue conversations of one seller for staff, longest overdue first, without any text.
pub async fn any_overdue_of_seller(
    tx: &Tx,
    seller: &SellerId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Found>, DbError> {
    let rows = tx
        .query(
            "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.waits_for, c.due_at, \
             c.last_message_at, c.title, p.name, s.name, d.state, d.alarm FROM conversations c \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
             LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
             WHERE c.seller_id = ?1 AND c.waits_for = 'seller' AND c.due_at < ?2 \
             ORDER BY c.due_at, c.conversation_id LIMIT ?3",
            params![seller, now, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Reads the thirteen columns of a conversation without any text.
pub(crate) fn read(row: &Row) -> Result<Found, DbError> {
    let waits_for: String = row.get(5)?;
    Ok(Found {
        seller: row.get(0)?,
        id: row.get(1)?,
        buyer: row.get(2)?,
        subject: read_subject(row, 3, 4)?,
        waits_for: WaitsFor::from_code(&waits_for)
            .ok_or_else(|| DbError::decode(5, "an unknown turn"))?,
        due_at: row.get(6)?,
        last_message_at: row.get(7)?,
        title: row.get(8)?,
        buyer_name: row.get(9)?,
        seller_name: row.get(10)?,
        deadline: read_deadline(row, 11, 12)?,
    })
}
