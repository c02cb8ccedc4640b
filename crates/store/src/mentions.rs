//! Which agents are named in which notes, and what of it they have read. The note's text is joined for its own seller only.

use jiff::Timestamp;
use rules::ids::{AgentId, ConversationId, NoteId, SellerId};

use crate::{DbError, Row, Tx, params};

/// An agent named in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub agent: AgentId,
    pub note: NoteId,
    pub conversation: ConversationId,
    pub by: AgentId,
    pub at: Timestamp,
}

/// A mention as its agent's list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub mention: Mention,
    pub read_at: Option<Timestamp>,
    pub title: String,
    /// `None` while the marketplace has not said it.
    pub by_name: Option<String>,
    pub buyer_name: Option<String>,
    /// The note's text; `None` once it has been erased.
    pub text: Option<String>,
}

pub async fn insert(tx: &Tx, seller: &SellerId, mention: &Mention) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO mentions (seller_id, agent_id, note_id, conversation_id, mentioned_by, mentioned_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            seller,
            mention.agent,
            mention.note,
            mention.conversation,
            mention.by,
            mention.at
        ],
    )
    .await?;
    Ok(())
}

/// The newest mentions of an agent.
pub async fn of_agent(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
    limit: u32,
) -> Result<Vec<Listed>, DbError> {
    let rows = tx
        .query(
            "SELECT m.agent_id, m.note_id, m.conversation_id, m.mentioned_by, m.mentioned_at, m.read_at, c.title, \
             a.name, p.name, t.text FROM mentions m \
             JOIN conversations c ON c.seller_id = m.seller_id AND c.conversation_id = m.conversation_id \
             LEFT JOIN agents a ON a.seller_id = m.seller_id AND a.agent_id = m.mentioned_by \
             LEFT JOIN buyers p ON p.buyer_id = c.buyer_id \
             LEFT JOIN contents t ON t.seller_id = m.seller_id AND t.content_id = m.note_id \
             WHERE m.seller_id = ?1 AND m.agent_id = ?2 ORDER BY m.mentioned_at DESC, m.note_id DESC LIMIT ?3",
            params![seller, agent, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The mentions of an agent that it has not read, in one conversation.
pub async fn unread_in(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
    conversation: ConversationId,
) -> Result<Vec<NoteId>, DbError> {
    let rows = tx
        .query(
            "SELECT note_id FROM mentions WHERE seller_id = ?1 AND agent_id = ?2 AND conversation_id = ?3 \
             AND read_at IS NULL ORDER BY note_id",
            params![seller, agent, conversation],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Marks the mentions of an agent as read: those of one conversation, or all. Gives the notes that were unread.
pub async fn read_by(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
    conversation: Option<ConversationId>,
    now: Timestamp,
) -> Result<Vec<NoteId>, DbError> {
    let rows = match conversation {
        Some(conversation) => {
            tx.query(
                "UPDATE mentions SET read_at = ?4 WHERE seller_id = ?1 AND agent_id = ?2 AND conversation_id = ?3 \
                 AND read_at IS NULL RETURNING note_id",
                params![seller, agent, conversation, now],
            )
            .await?
        }
        None => {
            tx.query(
                "UPDATE mentions SET read_at = ?3 WHERE seller_id = ?1 AND agent_id = ?2 AND read_at IS NULL \
                 RETURNING note_id",
                params![seller, agent, now],
            )
            .await?
        }
    };
    rows.iter().map(|row| row.get(0)).collect()
}

fn read(row: &Row) -> Result<Listed, DbError> {
    Ok(Listed {
        mention: Mention {
            agent: row.get(0)?,
            note: row.get(1)?,
            conversation: row.get(2)?,
            by: row.get(3)?,
            at: row.get(4)?,
        },
        read_at: row.get(5)?,
        title: row.get(6)?,
        by_name: row.get(7)?,
        buyer_name: row.get(8)?,
        text: row.get(9)?,
    })
}
