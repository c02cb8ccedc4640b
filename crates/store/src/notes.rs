//! Private notes of agents. No query here joins messages, and none of messages joins notes.

use jiff::Timestamp;
use rules::ids::{AgentId, ConversationId, NoteId, SellerId};

use crate::{DbError, Tx, params};

/// One private note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub id: NoteId,
    pub agent: AgentId,
    pub written_at: Timestamp,
    /// `None` once it has been erased.
    pub text: Option<String>,
}

/// Adds a note; its text is saved with `contents::insert` under the same UUID.
pub async fn insert(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    note: &Note,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO notes (seller_id, conversation_id, note_id, agent_id, written_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![seller, conversation, note.id, note.agent, note.written_at],
    )
    .await?;
    Ok(())
}

/// All notes of a conversation, oldest first.
pub async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<Note>, DbError> {
    let rows = tx
        .query(
            "SELECT n.note_id, n.agent_id, n.written_at, c.text \
             FROM notes n LEFT JOIN contents c ON c.seller_id = n.seller_id AND c.content_id = n.note_id \
             WHERE n.seller_id = ?1 AND n.conversation_id = ?2 ORDER BY n.written_at, n.note_id",
            params![seller, conversation],
        )
        .await?;
    let read = |row: &crate::Row| {
        Ok(Note {
            id: row.get(0)?,
            agent: row.get(1)?,
            written_at: row.get(2)?,
            text: row.get(3)?,
        })
    };
    rows.iter().map(read).collect()
}
