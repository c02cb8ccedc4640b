//! Messages of a conversation, in order; their texts lie in `contents`.

use jiff::Timestamp;
use rules::conversation::AuthorKind;
use rules::ids::{ConversationId, MessageId, SellerId};
use rules::moderation::{Hidden, Reader};

use crate::contents::{as_seen, read_hidden};
use crate::insert::Insert;
use crate::{DbError, Row, Tx, params};

/// One message as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    /// Counted from 1 within the conversation.
    pub sequence: u32,
    pub author: AuthorKind,
    /// The author's id: an agent, a buyer, a person of staff or a token.
    pub author_id: String,
    pub sent_at: Timestamp,
    /// As its reader sees it; `None` once it has been erased.
    pub text: Option<String>,
    /// Passages that the side which did not write it does not see.
    pub hidden: Hidden,
}

static INSERT: Insert = Insert::new(
    "INSERT INTO messages (seller_id, conversation_id, sequence, message_id, author_kind, author_id, sent_at) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
);

/// Adds a message; its text is saved with `contents::insert` under the same UUID.
pub async fn insert(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    message: &Message,
) -> Result<(), DbError> {
    insert_all(tx, seller, conversation, [message]).await
}

/// Adds messages of one conversation; their texts are saved with `contents::insert_all` under the same UUIDs.
pub async fn insert_all<'a>(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    messages: impl IntoIterator<Item = &'a Message>,
) -> Result<(), DbError> {
    let row = |message: &Message| {
        params![
            seller,
            conversation,
            message.sequence,
            message.id,
            message.author.code(),
            message.author_id,
            message.sent_at
        ]
    };
    INSERT.rows(tx, messages.into_iter().map(row)).await
}

/// Messages after a sequence in order as this reader sees them, at most `limit`.
pub async fn after(
    tx: &Tx,
    (reader, seller): (Reader, &SellerId),
    conversation: ConversationId,
    after: u32,
    limit: u32,
) -> Result<Vec<Message>, DbError> {
    let rows = tx
        .query(
            "SELECT m.message_id, m.sequence, m.author_kind, m.author_id, m.sent_at, c.text, c.hidden \
             FROM messages m LEFT JOIN contents c ON c.seller_id = m.seller_id AND c.content_id = m.message_id \
             WHERE m.seller_id = ?1 AND m.conversation_id = ?2 AND m.sequence > ?3 ORDER BY m.sequence LIMIT ?4",
            params![seller, conversation, after, limit],
        )
        .await?;
    rows.iter().map(|row| read(row, reader)).collect()
}

/// How many messages after a sequence somebody else than this author wrote.
pub async fn count_of_others_after(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    after: u32,
    author: (AuthorKind, &str),
) -> Result<u32, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM messages WHERE seller_id = ?1 AND conversation_id = ?2 AND sequence > ?3 \
             AND NOT (author_kind = ?4 AND author_id = ?5)",
            params![seller, conversation, after, author.0.code(), author.1],
        )
        .await?;
    row.get(0)
}

/// Where a message of the seller lies, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    pub conversation: ConversationId,
    pub sequence: u32,
    pub at: Timestamp,
}

/// Where a message lies, if the seller has one with this id.
pub async fn sent(tx: &Tx, seller: &SellerId, message: MessageId) -> Result<Option<Sent>, DbError> {
    let row = tx
        .query_opt(
            "SELECT conversation_id, sequence, sent_at FROM messages WHERE seller_id = ?1 AND message_id = ?2",
            params![seller, message],
        )
        .await?;
    let read = |row: Row| {
        Ok(Sent {
            conversation: row.get(0)?,
            sequence: row.get(1)?,
            at: row.get(2)?,
        })
    };
    row.map(read).transpose()
}

/// The first message that the buyer wrote after an instant, and when.
pub async fn first_of_buyer_after(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    after: Timestamp,
) -> Result<Option<(MessageId, Timestamp)>, DbError> {
    let row = tx
        .query_opt(
            "SELECT message_id, sent_at FROM messages WHERE seller_id = ?1 AND conversation_id = ?2 \
             AND author_kind = 'buyer' AND sent_at > ?3 ORDER BY sequence LIMIT 1",
            params![seller, conversation, after],
        )
        .await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// The texts of the newest messages of an author in a conversation, the newest first.
pub async fn newest_texts_of(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    author: (AuthorKind, &str),
    limit: u32,
) -> Result<Vec<String>, DbError> {
    let rows = tx
        .query(
            "SELECT c.text FROM messages m JOIN contents c ON c.seller_id = m.seller_id AND c.content_id = m.message_id \
             WHERE m.seller_id = ?1 AND m.conversation_id = ?2 AND m.author_kind = ?3 AND m.author_id = ?4 \
             ORDER BY m.sequence DESC LIMIT ?5",
            params![seller, conversation, author.0.code(), author.1, limit],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

fn read(row: &Row, reader: Reader) -> Result<Message, DbError> {
    let author: String = row.get(2)?;
    let author = AuthorKind::from_code(&author)
        .ok_or_else(|| DbError::decode(2, "an unknown kind of author"))?;
    let hidden = read_hidden(row, 6)?;
    Ok(Message {
        id: row.get(0)?,
        sequence: row.get(1)?,
        author,
        author_id: row.get(3)?,
        sent_at: row.get(4)?,
        text: as_seen(row.get(5)?, &hidden, (reader, author)),
        hidden,
    })
}
