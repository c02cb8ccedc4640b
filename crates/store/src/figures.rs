//! What a seller's figures are drawn from: one row per question, narrow and by index.

use jiff::Timestamp;
use rules::conversation::DeadlineState;
use rules::deadline::Stop;
use rules::ids::{AgentId, BuyerId, ConversationId, SellerId};

use crate::{DbError, Row, Tx, params};

/// Questions of one answer at most, the newest.
pub const ROWS_MAX: u32 = 20_000;

/// A question with its conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub conversation: ConversationId,
    pub title: String,
    pub buyer: BuyerId,
    pub buyer_name: Option<String>,
    pub assignee: Option<AgentId>,
    /// Who wrote the answer.
    pub answered_by: Option<AgentId>,
    pub received_at: Timestamp,
    pub due_at: Option<Timestamp>,
    pub state: DeadlineState,
    pub settled_at: Option<Timestamp>,
    pub on_time: Option<bool>,
    pub stops: Vec<Stop>,
}

/// The questions that came since an instant, newest first.
pub async fn received_since(
    tx: &Tx,
    seller: &SellerId,
    from: Timestamp,
) -> Result<Vec<Asked>, DbError> {
    let rows = tx
        .query(
            "SELECT d.conversation_id, c.title, c.buyer_id, b.name, c.assignee, \
             (SELECT m.author_id FROM messages m WHERE m.seller_id = d.seller_id \
             AND m.conversation_id = d.conversation_id AND m.sent_at = d.settled_at AND m.author_kind = 'agent' \
             ORDER BY m.sequence LIMIT 1), d.received_at, d.due_at, d.state, d.settled_at, d.on_time, d.stops \
             FROM deadlines d JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
             LEFT JOIN buyers b ON b.buyer_id = c.buyer_id \
             WHERE d.seller_id = ?1 AND d.received_at >= ?2 ORDER BY d.received_at DESC, d.deadline_id DESC LIMIT ?3",
            params![seller, from, ROWS_MAX],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The questions whose answer may still be owed.
pub async fn open(tx: &Tx, seller: &SellerId) -> Result<Vec<Asked>, DbError> {
    let rows = tx
        .query(
            "SELECT d.conversation_id, c.title, c.buyer_id, b.name, c.assignee, NULL, \
             d.received_at, d.due_at, d.state, d.settled_at, d.on_time, d.stops \
             FROM deadlines d JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
             LEFT JOIN buyers b ON b.buyer_id = c.buyer_id \
             WHERE d.seller_id = ?1 AND d.state IN ('running', 'standing', 'waived') \
             AND (d.state <> 'waived' OR c.deadline_id = d.deadline_id) \
             ORDER BY d.deadline_id LIMIT ?2",
            params![seller, ROWS_MAX],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Asked, DbError> {
    let state: String = row.get(8)?;
    let stops: String = row.get(11)?;
    // A history that was moved in may not say who answered.
    let answered_by: Option<String> = row.get(5)?;
    Ok(Asked {
        conversation: row.get(0)?,
        title: row.get(1)?,
        buyer: row.get(2)?,
        buyer_name: row.get(3)?,
        assignee: row.get(4)?,
        answered_by: answered_by.and_then(|id| AgentId::parse(id).ok()),
        received_at: row.get(6)?,
        due_at: row.get(7)?,
        state: DeadlineState::from_code(&state)
            .ok_or_else(|| DbError::decode(8, "an unknown state"))?,
        settled_at: row.get(9)?,
        on_time: row.get(10)?,
        stops: serde_json::from_str(&stops)
            .map_err(|error| DbError::decode(11, error.to_string()))?,
    })
}
