//! Conversations in which a buyer's call to the marketplace stands. Shows no text.

use jiff::Timestamp;
use rules::conversation::{Subject, WaitsFor};
use rules::ids::{BuyerId, ConversationId, SellerId};

use crate::conversations::read_subject;
use crate::{DbError, Row, Tx, params};

/// A call that waits for the marketplace.
#[derive(Debug, Clone, PartialEq)]
pub struct Escalation {
    pub escalated_at: Timestamp,
    pub seller: SellerId,
    pub conversation: ConversationId,
    pub buyer: BuyerId,
    pub subject: Subject,
    pub title: String,
    pub waits_for: WaitsFor,
    pub due_at: Option<Timestamp>,
    /// Counts the changes of the conversation.
    pub version: i64,
    /// Names are `None` while the marketplace has not said them.
    pub buyer_name: Option<String>,
    pub seller_name: Option<String>,
    pub country: Option<String>,
}

/// Calls of the whole marketplace, the longest waiting first.
pub async fn any_standing(tx: &Tx, limit: u32) -> Result<Vec<Escalation>, DbError> {
    let rows = tx
        .query(
            "SELECT c.escalated_at, c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, \
             c.waits_for, c.due_at, c.version, p.name, s.name, s.country FROM conversations c \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
             WHERE c.escalated_at IS NOT NULL ORDER BY c.escalated_at, c.conversation_id LIMIT ?1",
            params![limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// How many calls stand in the whole marketplace.
pub async fn any_count(tx: &Tx) -> Result<u32, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM conversations WHERE escalated_at IS NOT NULL",
            params![],
        )
        .await?;
    row.get(0)
}

/// The conversations of a seller in which the buyer has called the marketplace.
pub async fn of_seller(
    tx: &Tx,
    seller: &SellerId,
    limit: u32,
) -> Result<Vec<ConversationId>, DbError> {
    let rows = tx
        .query(
            "SELECT conversation_id FROM conversations WHERE seller_id = ?1 AND escalated_at IS NOT NULL \
             ORDER BY conversation_id LIMIT ?2",
            params![seller, limit],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

fn read(row: &Row) -> Result<Escalation, DbError> {
    let waits_for: String = row.get(7)?;
    Ok(Escalation {
        escalated_at: row.get(0)?,
        seller: row.get(1)?,
        conversation: row.get(2)?,
        buyer: row.get(3)?,
        subject: read_subject(row, 4, 5)?,
        title: row.get(6)?,
        waits_for: WaitsFor::from_code(&waits_for)
            .ok_or_else(|| DbError::decode(7, "an unknown turn"))?,
        due_at: row.get(8)?,
        version: row.get(9)?,
        buyer_name: row.get(10)?,
        seller_name: row.get(11)?,
        country: row.get(12)?,
    })
}
