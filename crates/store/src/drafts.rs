//! What somebody has begun to write in a conversation: one per person. The text lies in `contents` under the draft's id.

use jiff::Timestamp;
use rules::ids::{ContentId, ConversationId, DraftId, SellerId};

use crate::{DbError, Row, Tx, params};

/// Whose draft it is: kind and id, as events name a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer<'a> {
    pub kind: &'a str,
    pub id: &'a str,
}

/// An unsent text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub id: DraftId,
    pub text: String,
    /// Counts the changes from 1.
    pub version: i64,
    pub updated_at: Timestamp,
}

/// The draft of one person in a conversation.
pub async fn find(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    writer: Writer<'_>,
) -> Result<Option<Draft>, DbError> {
    let row = tx
        .query_opt(
            "SELECT d.draft_id, c.text, d.version, d.updated_at FROM drafts d \
             JOIN contents c ON c.seller_id = d.seller_id AND c.content_id = d.draft_id \
             WHERE d.seller_id = ?1 AND d.conversation_id = ?2 AND d.person_kind = ?3 AND d.person_id = ?4",
            params![seller, conversation, writer.kind, writer.id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Saves the first text of a draft; `contents::insert` saves the text itself.
pub async fn insert(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    writer: Writer<'_>,
    draft: &Draft,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO drafts (seller_id, conversation_id, person_kind, person_id, draft_id, version, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            seller,
            conversation,
            writer.kind,
            writer.id,
            draft.id,
            draft.version,
            draft.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Saves a draft with its text over the version before its own.
pub async fn update(
    tx: &Tx,
    seller: &SellerId,
    draft: &Draft,
    conversation: ConversationId,
    writer: Writer<'_>,
) -> Result<(), DbError> {
    let (saved, _) = tokio::try_join!(
        tx.execute(
            "UPDATE drafts SET version = ?5, updated_at = ?6 WHERE seller_id = ?1 AND conversation_id = ?2 \
             AND person_kind = ?3 AND person_id = ?4 AND version = ?7",
            params![
                seller,
                conversation,
                writer.kind,
                writer.id,
                draft.version,
                draft.updated_at,
                draft.version - 1
            ],
        ),
        tx.execute(
            "UPDATE contents SET text = ?3 WHERE seller_id = ?1 AND content_id = ?2",
            params![seller, ContentId(draft.id.0), draft.text],
        ),
    )?;
    if saved == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

/// Deletes the draft of a person with its text; says whether there was one.
pub async fn delete(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    writer: Writer<'_>,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "DELETE FROM drafts WHERE seller_id = ?1 AND conversation_id = ?2 AND person_kind = ?3 AND person_id = ?4 \
             RETURNING draft_id",
            params![seller, conversation, writer.kind, writer.id],
        )
        .await?;
    let Some(row) = row else {
        return Ok(false);
    };
    let draft: DraftId = row.get(0)?;
    tx.execute(
        "DELETE FROM contents WHERE seller_id = ?1 AND content_id = ?2",
        params![seller, ContentId(draft.0)],
    )
    .await?;
    Ok(true)
}

/// The conversations of a seller in which an agent has a draft.
pub async fn of_agent(
    tx: &Tx,
    seller: &SellerId,
    agent: &str,
    limit: u32,
) -> Result<Vec<ConversationId>, DbError> {
    let rows = tx
        .query(
            "SELECT conversation_id FROM drafts WHERE person_kind = 'agent' AND person_id = ?2 AND seller_id = ?1 \
             ORDER BY conversation_id LIMIT ?3",
            params![seller, agent, limit],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The conversations in which a buyer has a draft, whoever the seller is.
pub async fn of_buyer(tx: &Tx, buyer: &str, limit: u32) -> Result<Vec<ConversationId>, DbError> {
    let rows = tx
        .query(
            "SELECT conversation_id FROM drafts WHERE person_kind = 'buyer' AND person_id = ?1 \
             ORDER BY conversation_id LIMIT ?2",
            params![buyer, limit],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

fn read(row: &Row) -> Result<Draft, DbError> {
    Ok(Draft {
        id: row.get(0)?,
        text: row.get(1)?,
        version: row.get(2)?,
        updated_at: row.get(3)?,
    })
}
