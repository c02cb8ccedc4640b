//! Messages of sellers' sides that wait for a person of the marketplace; their texts lie in `contents`.
//! They are no messages of their conversation: nothing that a buyer reads asks this table.

use jiff::Timestamp;
use rules::conversation::AuthorKind;
use rules::ids::{ConversationId, MessageId, SellerId};
use rules::moderation::HeldState;

use crate::{DbError, Row, Tx, params};

/// One message that was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldMessage {
    pub id: MessageId,
    pub conversation: ConversationId,
    pub author: AuthorKind,
    /// The author's id: an agent or a token.
    pub author_id: String,
    pub written_at: Timestamp,
    pub state: HeldState,
    /// When it stopped waiting.
    pub ended_at: Option<Timestamp>,
    /// `None` once it has been erased.
    pub text: Option<String>,
}

/// Keeps a message that waits; its text is saved with `contents::insert` under the same UUID.
pub async fn insert(tx: &Tx, seller: &SellerId, held: &HeldMessage) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO held_messages (seller_id, message_id, conversation_id, author_kind, author_id, written_at, state) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            seller,
            held.id,
            held.conversation,
            held.author.code(),
            held.author_id,
            held.written_at,
            held.state.code()
        ],
    )
    .await?;
    Ok(())
}

/// A message that waits or waited, whole.
pub async fn find(
    tx: &Tx,
    seller: &SellerId,
    message: MessageId,
) -> Result<Option<HeldMessage>, DbError> {
    let row = tx
        .query_opt(
            "SELECT h.message_id, h.conversation_id, h.author_kind, h.author_id, h.written_at, h.state, h.ended_at, c.text \
             FROM held_messages h LEFT JOIN contents c ON c.seller_id = h.seller_id AND c.content_id = h.message_id \
             WHERE h.seller_id = ?1 AND h.message_id = ?2",
            params![seller, message],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Messages of a conversation that wait or waited, whole, in the order in which they were written.
pub async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<HeldMessage>, DbError> {
    let rows = tx
        .query(
            "SELECT h.message_id, h.conversation_id, h.author_kind, h.author_id, h.written_at, h.state, h.ended_at, c.text \
             FROM held_messages h LEFT JOIN contents c ON c.seller_id = h.seller_id AND c.content_id = h.message_id \
             WHERE h.seller_id = ?1 AND h.conversation_id = ?2 ORDER BY h.written_at, h.message_id",
            params![seller, conversation],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Ends the waiting, once; says whether it was this that ended it.
pub async fn end(
    tx: &Tx,
    seller: &SellerId,
    message: MessageId,
    state: HeldState,
    at: Timestamp,
) -> Result<bool, DbError> {
    let ended = tx
        .execute(
            "UPDATE held_messages SET state = ?3, ended_at = ?4 \
             WHERE seller_id = ?1 AND message_id = ?2 AND state = 'waiting'",
            params![seller, message, state.code(), at],
        )
        .await?;
    Ok(ended == 1)
}

fn read(row: &Row) -> Result<HeldMessage, DbError> {
    let (author, state): (String, String) = (row.get(2)?, row.get(5)?);
    Ok(HeldMessage {
        id: row.get(0)?,
        conversation: row.get(1)?,
        author: AuthorKind::from_code(&author)
            .ok_or_else(|| DbError::decode(2, "an unknown kind of author"))?,
        author_id: row.get(3)?,
        written_at: row.get(4)?,
        state: HeldState::from_code(&state)
            .ok_or_else(|| DbError::decode(5, "an unknown state"))?,
        ended_at: row.get(6)?,
        text: row.get(7)?,
    })
}
