//! What has been kept for long enough, in rounds: whatever a round erases, the next one does not find.
//! What a hold covers is left out.

use jiff::Timestamp;
use rules::ids::{
    AttachmentId, BuyerId, ContentId, ConversationId, DraftId, EventId, SellerId, StrikeId,
};

use crate::{DbError, FromValue, Row, Tx, params};

/// A text, or several that belong together, with the conversation that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    pub seller: SellerId,
    pub conversation: ConversationId,
    pub of: T,
}

/// A file with the text of what was read in it; its name lies under its own id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptFile {
    pub id: AttachmentId,
    pub seen: Option<ContentId>,
}

/// The texts of a strike that there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptStrike {
    pub id: StrikeId,
    pub texts: Vec<ContentId>,
}

/// Why somebody looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptLook {
    pub id: EventId,
    pub reason: ContentId,
}

/// Conversations that were closed at this instant or before.
pub async fn any_conversations(
    tx: &Tx,
    cutoff: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(SellerId, ConversationId)>, DbError> {
    let rows = tx
        .query(
            "SELECT c.seller_id, c.conversation_id FROM conversations c \
             WHERE c.closed_at IS NOT NULL AND c.emptied_at IS NULL AND c.closed_at <= ?1 AND NOT EXISTS \
             (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL AND h.ends_at > ?2 AND (h.buyer_id = c.buyer_id \
             OR h.conversation_id = c.conversation_id OR (h.subject_kind = 'seller' AND h.seller_id = c.seller_id))) \
             ORDER BY c.closed_at, c.seller_id, c.conversation_id LIMIT ?3",
            params![cutoff, now, limit],
        )
        .await?;
    pairs(&rows)
}

/// Conversations that nobody has closed, with no message since this instant.
pub async fn any_open(
    tx: &Tx,
    cutoff: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(SellerId, ConversationId)>, DbError> {
    let rows = tx
        .query(
            "SELECT c.seller_id, c.conversation_id FROM sellers s JOIN conversations c ON c.seller_id = s.seller_id \
             AND c.waits_for IN ('buyer', 'marketplace', 'seller') AND c.last_message_at <= ?1 \
             WHERE c.closed_at IS NULL AND c.emptied_at IS NULL AND NOT EXISTS \
             (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL AND h.ends_at > ?2 AND (h.buyer_id = c.buyer_id \
             OR h.conversation_id = c.conversation_id OR (h.subject_kind = 'seller' AND h.seller_id = c.seller_id))) \
             LIMIT ?3",
            params![cutoff, now, limit],
        )
        .await?;
    pairs(&rows)
}

/// Conversations with files, closed at this instant or before, or without a message since then where nobody has closed them.
pub async fn any_with_files(
    tx: &Tx,
    cutoff: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(SellerId, ConversationId)>, DbError> {
    let rows = tx
        .query(
            "SELECT c.seller_id, c.conversation_id FROM attachments a \
             JOIN conversations c ON c.seller_id = a.seller_id AND c.conversation_id = a.conversation_id \
             WHERE a.state = 'bound' AND a.kept_bytes IS NOT NULL AND a.created_at <= ?1 \
             AND COALESCE(c.closed_at, c.last_message_at) <= ?1 AND NOT EXISTS \
             (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL AND h.ends_at > ?2 AND (h.buyer_id = c.buyer_id \
             OR h.conversation_id = c.conversation_id OR (h.subject_kind = 'seller' AND h.seller_id = c.seller_id))) \
             ORDER BY a.created_at, a.seller_id, a.attachment_id LIMIT ?3",
            params![cutoff, now, limit],
        )
        .await?;
    let mut found = pairs(&rows)?;
    found.dedup();
    Ok(found)
}

/// The files of a conversation that are still there.
pub async fn files(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<KeptFile>, DbError> {
    let rows = tx
        .query(
            "SELECT attachment_id, seen_id FROM attachments \
             WHERE seller_id = ?1 AND conversation_id = ?2 AND state = 'bound' ORDER BY attachment_id",
            params![seller, conversation],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(KeptFile {
                id: row.get(0)?,
                seen: row.get(1)?,
            })
        })
        .collect()
}

/// Strikes that have counted no more since this instant or before, that cannot be contested any more, and about which
/// nothing is to be decided.
pub async fn any_strikes(
    tx: &Tx,
    cutoff: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Kept<KeptStrike>>, DbError> {
    let rows = tx
        .query(
            "SELECT s.seller_id, s.conversation_id, s.strike_id, s.evidence, s.contest, s.because FROM strikes s \
             JOIN conversations c ON c.seller_id = s.seller_id AND c.conversation_id = s.conversation_id \
             WHERE s.emptied_at IS NULL AND s.expires_at <= ?1 AND s.contest_until <= ?2 AND (s.contested_at IS NULL OR s.decided_at IS NOT NULL) \
             AND NOT EXISTS \
             (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL AND h.ends_at > ?2 AND (h.buyer_id = c.buyer_id \
             OR h.conversation_id = c.conversation_id OR (h.subject_kind = 'seller' AND h.seller_id = c.seller_id))) \
             ORDER BY s.expires_at, s.seller_id, s.strike_id LIMIT ?3",
            params![cutoff, now, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let texts: [Option<ContentId>; 3] = [row.get(3)?, row.get(4)?, row.get(5)?];
            Ok(Kept {
                seller: row.get(0)?,
                conversation: row.get(1)?,
                of: KeptStrike {
                    id: row.get(2)?,
                    texts: texts.into_iter().flatten().collect(),
                },
            })
        })
        .collect()
}

/// Looks at conversations whose reasons were given at this instant or before, and of which the parties know.
pub async fn any_looks(
    tx: &Tx,
    cutoff: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Kept<KeptLook>>, DbError> {
    let rows = tx
        .query(
            "SELECT r.seller_id, r.conversation_id, r.reading_id, r.reason FROM readings r \
             JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
             WHERE r.reason IS NOT NULL AND r.given_at <= ?1 AND (r.confidential_until IS NULL OR r.disclosed_at IS NOT NULL) \
             AND NOT EXISTS \
             (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL AND h.ends_at > ?2 AND (h.buyer_id = c.buyer_id \
             OR h.conversation_id = c.conversation_id OR (h.subject_kind = 'seller' AND h.seller_id = c.seller_id))) \
             ORDER BY r.given_at, r.seller_id, r.reading_id LIMIT ?3",
            params![cutoff, now, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Kept {
                seller: row.get(0)?,
                conversation: row.get(1)?,
                of: KeptLook {
                    id: row.get(2)?,
                    reason: row.get(3)?,
                },
            })
        })
        .collect()
}

/// Drafts that were changed at this instant or before.
pub async fn any_drafts(
    tx: &Tx,
    cutoff: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(SellerId, DraftId)>, DbError> {
    let rows = tx
        .query(
            "SELECT d.seller_id, d.draft_id FROM drafts d \
             JOIN conversations c ON c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
             WHERE d.updated_at <= ?1 AND NOT EXISTS \
             (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL AND h.ends_at > ?2 AND (h.buyer_id = c.buyer_id \
             OR h.conversation_id = c.conversation_id OR (h.subject_kind = 'seller' AND h.seller_id = c.seller_id))) \
             ORDER BY d.updated_at, d.seller_id, d.draft_id LIMIT ?3",
            params![cutoff, now, limit],
        )
        .await?;
    pairs(&rows)
}

/// Buyers of whom nothing has come since this instant, who are not signed in, and of whose conversations everything is erased.
pub async fn any_buyers(
    tx: &Tx,
    cutoff: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<BuyerId>, DbError> {
    let rows = tx
        .query(
            "SELECT b.buyer_id FROM buyers b WHERE b.updated_at <= ?1 AND NOT EXISTS \
             (SELECT 1 FROM buyer_conversations l JOIN conversations c \
             ON c.seller_id = l.seller_id AND c.conversation_id = l.conversation_id \
             WHERE l.buyer_id = b.buyer_id AND c.emptied_at IS NULL) \
             AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.buyer_id = b.buyer_id AND o.placed_at > ?1) \
             AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.buyer_id = b.buyer_id AND s.expires_at > ?2) \
             AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL AND h.ends_at > ?2 \
             AND (h.buyer_id = b.buyer_id OR EXISTS (SELECT 1 FROM buyer_conversations l WHERE l.buyer_id = b.buyer_id \
             AND (l.conversation_id = h.conversation_id OR (h.subject_kind = 'seller' AND l.seller_id = h.seller_id))))) \
             ORDER BY b.updated_at, b.buyer_id LIMIT ?3",
            params![cutoff, now, limit],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Whether this is still one of them; a hold is asked for elsewhere.
pub async fn is_over(
    tx: &Tx,
    buyer: &BuyerId,
    cutoff: Timestamp,
    now: Timestamp,
) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "SELECT 1 FROM buyers b WHERE b.buyer_id = ?3 AND b.updated_at <= ?1 AND NOT EXISTS \
             (SELECT 1 FROM buyer_conversations l JOIN conversations c \
             ON c.seller_id = l.seller_id AND c.conversation_id = l.conversation_id \
             WHERE l.buyer_id = b.buyer_id AND c.emptied_at IS NULL) \
             AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.buyer_id = b.buyer_id AND o.placed_at > ?1) \
             AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.buyer_id = b.buyer_id AND s.expires_at > ?2)",
            params![cutoff, now, buyer],
        )
        .await?;
    Ok(row.is_some())
}

/// Notes that everything written in a conversation is erased.
pub async fn note_emptied(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE conversations SET emptied_at = ?3 WHERE seller_id = ?1 AND conversation_id = ?2",
        params![seller, conversation, now],
    )
    .await?;
    Ok(())
}

/// Notes that the texts of a strike are erased.
pub async fn note_emptied_strike(
    tx: &Tx,
    seller: &SellerId,
    strike: StrikeId,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE strikes SET emptied_at = ?3 WHERE seller_id = ?1 AND strike_id = ?2",
        params![seller, strike, now],
    )
    .await?;
    Ok(())
}

/// Notes that the reason of a look is erased.
pub async fn note_reason_erased(
    tx: &Tx,
    seller: &SellerId,
    reading: EventId,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE readings SET reason = NULL WHERE seller_id = ?1 AND reading_id = ?2",
        params![seller, reading],
    )
    .await?;
    Ok(())
}

/// Takes a draft away with its text; nobody was sent it, so nothing tells of it.
pub async fn delete_draft(tx: &Tx, seller: &SellerId, draft: DraftId) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM drafts WHERE seller_id = ?1 AND draft_id = ?2",
        params![seller, draft],
    )
    .await?;
    tx.execute(
        "DELETE FROM contents WHERE seller_id = ?1 AND content_id = ?2",
        params![seller, draft],
    )
    .await?;
    Ok(())
}

/// Everything that was found in a conversation's messages, what replays of rules show of it, its title where that was
/// moved in, and what was begun in it and never sent.
pub async fn forget_around(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM findings WHERE seller_id = ?1 AND conversation_id = ?2",
        params![seller, conversation],
    )
    .await?;
    tx.execute(
        "DELETE FROM rule_replay_samples WHERE seller_id = ?1 AND conversation_id = ?2",
        params![seller, conversation],
    )
    .await?;
    tx.execute(
        "DELETE FROM contents WHERE seller_id = ?1 AND content_id IN \
         (SELECT draft_id FROM drafts WHERE seller_id = ?1 AND conversation_id = ?2)",
        params![seller, conversation],
    )
    .await?;
    tx.execute(
        "DELETE FROM drafts WHERE seller_id = ?1 AND conversation_id = ?2",
        params![seller, conversation],
    )
    .await?;
    crate::erasing::forget_title(tx, seller, conversation).await
}

/// Files that went with messages and are erased, as long as their bytes are to be deleted, the oldest first.
pub async fn any_cleared(tx: &Tx, limit: u32) -> Result<Vec<(SellerId, AttachmentId)>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, attachment_id FROM attachments WHERE state = 'bound' AND swept_at IS NOT NULL \
             ORDER BY swept_at, seller_id, attachment_id LIMIT ?1",
            params![limit],
        )
        .await?;
    pairs(&rows)
}

/// The bytes of an erased file are gone.
pub async fn note_cleared(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE attachments SET swept_at = NULL WHERE seller_id = ?1 AND attachment_id = ?2 AND state = 'bound'",
        params![seller, attachment],
    )
    .await?;
    Ok(())
}

/// Whose it is, and what.
fn pairs<T: FromValue>(rows: &[Row]) -> Result<Vec<(SellerId, T)>, DbError> {
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}
