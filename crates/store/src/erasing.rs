//! What there is of a buyer, and taking it away: parts that are no text of their own, and everything derived from them.
//! Texts themselves go by [`crate::erased_contents`].

use jiff::Timestamp;
use rules::ids::{AttachmentId, BuyerId, ContentId, ConversationId, OrderId, SellerId};

use crate::{DbError, Tx, params};

/// A file of a buyer with the text of what was read in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOfBuyer {
    pub seller: SellerId,
    pub id: AttachmentId,
    /// `None` while it goes with no message.
    pub conversation: Option<ConversationId>,
    pub seen: Option<ContentId>,
}

/// The conversations of a buyer, whoever the seller is, in the order of their ids.
pub async fn conversations(
    tx: &Tx,
    buyer: &BuyerId,
) -> Result<Vec<(SellerId, ConversationId)>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, conversation_id FROM buyer_conversations WHERE buyer_id = ?1 ORDER BY conversation_id",
            params![buyer],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// What the buyer's side wrote in a conversation.
pub async fn messages(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<ContentId>, DbError> {
    let rows = tx
        .query(
            "SELECT message_id FROM messages WHERE seller_id = ?1 AND conversation_id = ?2 AND author_kind = 'buyer' \
             ORDER BY sequence",
            params![seller, conversation],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Every file that the buyer has uploaded.
pub async fn files(tx: &Tx, buyer: &BuyerId) -> Result<Vec<FileOfBuyer>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, attachment_id, CASE WHEN state = 'bound' THEN conversation_id END, seen_id FROM attachments \
             WHERE uploader_kind = 'buyer' AND uploader_id = ?1 ORDER BY attachment_id",
            params![buyer],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(FileOfBuyer {
                seller: row.get(0)?,
                id: row.get(1)?,
                conversation: row.get(2)?,
                seen: row.get(3)?,
            })
        })
        .collect()
}

/// Of a file that went with a message nothing stays but that there was one. Its bytes are to be deleted from now on.
pub async fn empty_file(
    tx: &Tx,
    seller: &SellerId,
    file: AttachmentId,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE attachments SET kind = NULL, kept_bytes = NULL, sha256_received = NULL, sha256_kept = NULL, width = NULL, \
         height = NULL, has_thumbnail = 0, seen_id = NULL, swept_at = ?3 WHERE seller_id = ?1 AND attachment_id = ?2",
        params![seller, file, now],
    )
    .await?;
    Ok(())
}

/// What was found in the messages of the buyer's side, and what replays of rules show of them.
pub async fn forget_found(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM findings WHERE seller_id = ?1 AND conversation_id = ?2 AND message_id IN (SELECT message_id \
         FROM messages WHERE seller_id = ?1 AND conversation_id = ?2 AND author_kind = 'buyer')",
        params![seller, conversation],
    )
    .await?;
    tx.execute(
        "DELETE FROM rule_replay_samples WHERE seller_id = ?1 AND conversation_id = ?2 AND message_id IN \
         (SELECT message_id FROM messages WHERE seller_id = ?1 AND conversation_id = ?2 AND author_kind = 'buyer')",
        params![seller, conversation],
    )
    .await?;
    Ok(())
}

/// A conversation that was moved in has the title that its buyer may have given it.
pub async fn forget_title(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE conversations SET title = subject_id WHERE seller_id = ?1 AND conversation_id = ?2 \
         AND external_id IS NOT NULL",
        params![seller, conversation],
    )
    .await?;
    Ok(())
}

/// Orders of the buyer with what the marketplace has said of them, as JSON.
pub async fn orders(tx: &Tx, buyer: &BuyerId) -> Result<Vec<(SellerId, OrderId, String)>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, order_id, details FROM orders WHERE buyer_id = ?1 ORDER BY seller_id, order_id",
            params![buyer],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect()
}

/// Saves what may stay of an order.
pub async fn save_order(
    tx: &Tx,
    (seller, order): (&SellerId, &OrderId),
    details: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE orders SET details = ?3, version = version + 1, updated_at = ?4 WHERE seller_id = ?1 AND order_id = ?2",
        params![seller, order, details, now],
    )
    .await?;
    Ok(())
}

/// Who the buyer is, where it is signed in, and what it was answered.
/// Hashes of its requests go too: they would confirm a text that somebody tries.
pub async fn forget_person(tx: &Tx, buyer: &BuyerId) -> Result<(), DbError> {
    tx.execute("DELETE FROM buyers WHERE buyer_id = ?1", params![buyer])
        .await?;
    tx.execute("DELETE FROM sessions WHERE buyer_id = ?1", params![buyer])
        .await?;
    tx.execute(
        "DELETE FROM idempotency_keys WHERE viewer_key = ?1",
        params![format!("buyer/{buyer}")],
    )
    .await?;
    tx.execute(
        "UPDATE idempotency_keys SET response = '' WHERE response LIKE ?1 ESCAPE '!'",
        // Of what an id may consist of, `_` alone would stand for something else.
        params![format!("%\"{}\"%", buyer.as_str().replace('_', "!_"))],
    )
    .await?;
    forget_pseudonym(tx, buyer).await
}

/// What stands for the buyer in the log stays, and nobody can tell any more whom it stands for.
pub async fn forget_pseudonym(tx: &Tx, buyer: &BuyerId) -> Result<(), DbError> {
    tx.execute(
        "UPDATE pseudonyms SET salt = NULL WHERE person_kind = 'buyer' AND seller_id = '' AND person_id = ?1",
        params![buyer],
    )
    .await?;
    Ok(())
}
