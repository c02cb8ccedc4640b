//! What an audit of the archive reads: rows of all sellers, page by page, and texts with their salts.

use rules::ids::{ConversationId, EventId, SellerId};
use uuid::Uuid;

use crate::{DbError, Row, Tx, params};

/// A message or note, and where it stands among all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub seller: SellerId,
    pub conversation: ConversationId,
    pub id: Uuid,
    /// Of a message its number in the conversation.
    pub sequence: u32,
}

/// A text with its salt; the seller is empty for what belongs to the marketplace.
pub async fn any_content(
    tx: &Tx,
    seller: &str,
    content: Uuid,
) -> Result<Option<([u8; 32], String)>, DbError> {
    let row = tx
        .query_opt(
            "SELECT salt, text FROM contents WHERE seller_id = ?1 AND content_id = ?2",
            params![seller, content],
        )
        .await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// What an event says.
pub async fn any_event_body(
    tx: &Tx,
    seller: &str,
    event: EventId,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            "SELECT body FROM events WHERE seller_id = ?1 AND event_id = ?2",
            params![seller, event],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Whether a message is there.
pub async fn any_message_is_there(tx: &Tx, seller: &str, message: Uuid) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "SELECT 1 FROM messages WHERE seller_id = ?1 AND message_id = ?2",
            params![seller, message],
        )
        .await?;
    Ok(row.is_some())
}

/// Whether a note is there.
pub async fn any_note_is_there(
    tx: &Tx,
    seller: &str,
    conversation: ConversationId,
    note: Uuid,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "SELECT 1 FROM notes WHERE seller_id = ?1 AND conversation_id = ?2 AND note_id = ?3",
            params![seller, conversation, note],
        )
        .await?;
    Ok(row.is_some())
}

/// Messages after one, or from the first on.
pub async fn any_messages_after(
    tx: &Tx,
    after: Option<&Written>,
    limit: u32,
) -> Result<Vec<Written>, DbError> {
    let (seller, conversation, _, sequence) = key(after);
    let rows = tx
        .query(
            "SELECT seller_id, conversation_id, message_id, sequence FROM messages \
             WHERE (seller_id, conversation_id, sequence) > (?1, ?2, ?3) \
             ORDER BY seller_id, conversation_id, sequence LIMIT ?4",
            params![seller, conversation, sequence, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            read(row).and_then(|written| {
                Ok(Written {
                    sequence: row.get(3)?,
                    ..written
                })
            })
        })
        .collect()
}

/// Notes after one, or from the first on.
pub async fn any_notes_after(
    tx: &Tx,
    after: Option<&Written>,
    limit: u32,
) -> Result<Vec<Written>, DbError> {
    let (seller, conversation, note, _) = key(after);
    let rows = tx
        .query(
            "SELECT seller_id, conversation_id, note_id FROM notes \
             WHERE (seller_id, conversation_id, note_id) > (?1, ?2, ?3) \
             ORDER BY seller_id, conversation_id, note_id LIMIT ?4",
            params![seller, conversation, note, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// No seller's id is empty, so that this comes before every row.
fn key(after: Option<&Written>) -> (&str, Uuid, Uuid, u32) {
    match after {
        Some(last) => (
            last.seller.as_str(),
            last.conversation.0,
            last.id,
            last.sequence,
        ),
        None => ("", Uuid::nil(), Uuid::nil(), 0),
    }
}

fn read(row: &Row) -> Result<Written, DbError> {
    Ok(Written {
        seller: row.get(0)?,
        conversation: row.get(1)?,
        id: row.get(2)?,
        sequence: 0,
    })
}
