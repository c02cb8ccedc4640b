//! How far each agent and the buyer have read a conversation.

use jiff::Timestamp;
use rules::ids::{ConversationId, SellerId};
use rules::inbox::{ReadMark, Reader};

use crate::{DbError, Tx, params};

/// The reader's mark; that of one who has never looked where there is none.
pub async fn find(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    reader: (Reader, &str),
) -> Result<ReadMark, DbError> {
    let row = tx
        .query_opt(
            "SELECT read_up_to, seen_up_to, kept_unread FROM read_marks \
             WHERE seller_id = ?1 AND conversation_id = ?2 AND reader_kind = ?3 AND reader_id = ?4",
            params![seller, conversation, reader.0.code(), reader.1],
        )
        .await?;
    let Some(row) = row else {
        return Ok(ReadMark::default());
    };
    Ok(ReadMark {
        read_up_to: row.get(0)?,
        seen_up_to: row.get(1)?,
        kept_unread: row.get(2)?,
    })
}

/// Saves the reader's mark. Of two that cross, how far has been read stays the further one.
pub async fn save(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    reader: (Reader, &str),
    mark: ReadMark,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO read_marks (seller_id, conversation_id, reader_kind, reader_id, read_up_to, seen_up_to, \
         kept_unread, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
         ON CONFLICT (seller_id, conversation_id, reader_kind, reader_id) DO UPDATE SET \
         read_up_to = CASE WHEN excluded.read_up_to > read_marks.read_up_to THEN excluded.read_up_to \
         ELSE read_marks.read_up_to END, \
         seen_up_to = CASE WHEN excluded.seen_up_to > read_marks.seen_up_to THEN excluded.seen_up_to \
         ELSE read_marks.seen_up_to END, \
         kept_unread = excluded.kept_unread, updated_at = excluded.updated_at",
        params![
            seller,
            conversation,
            reader.0.code(),
            reader.1,
            mark.read_up_to,
            mark.seen_up_to,
            mark.kept_unread,
            now
        ],
    )
    .await?;
    Ok(())
}
