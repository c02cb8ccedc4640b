//! What the command palette looks through: conversations by order, buyer and subject, without any text.

use rules::ids::{ConversationId, SellerId};

use crate::{DbError, Row, Tx, params};

/// A conversation as the palette names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: ConversationId,
    /// The marketplace's id of the order or listing.
    pub subject: String,
    pub title: String,
    /// `None` while the marketplace has not said it.
    pub buyer_name: Option<String>,
    /// `open` or `closed`.
    pub state: String,
}

/// The conversations of a seller with the newest messages.
pub async fn recent(tx: &Tx, seller: &SellerId, limit: u32) -> Result<Vec<Candidate>, DbError> {
    let rows = tx
        .query(
            "SELECT c.conversation_id, c.subject_id, c.title, p.name, c.state FROM conversations c \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id WHERE c.seller_id = ?1 \
             ORDER BY c.last_message_at DESC, c.conversation_id DESC LIMIT ?2",
            params![seller, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The conversations of a seller about exactly this order or listing, newest first.
pub async fn about(tx: &Tx, seller: &SellerId, subject: &str) -> Result<Vec<Candidate>, DbError> {
    let rows = tx
        .query(
            "SELECT c.conversation_id, c.subject_id, c.title, p.name, c.state FROM conversations c \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id WHERE c.seller_id = ?1 \
             AND c.subject_kind IN ('listing', 'order') AND c.subject_id = ?2 \
             ORDER BY c.conversation_id DESC LIMIT 20",
            params![seller, subject],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Candidate, DbError> {
    Ok(Candidate {
        id: row.get(0)?,
        subject: row.get(1)?,
        title: row.get(2)?,
        buyer_name: row.get(3)?,
        state: row.get(4)?,
    })
}
