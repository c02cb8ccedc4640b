//! What rows say of each other and cannot both be true, whatever happened to the process that wrote them.

use std::collections::BTreeMap;

use rules::ids::{ContentId, ConversationId, SellerId};

use crate::{Db, DbError, Tx, params};

/// What is wrong, and a statement that counts where.
const CONTRADICTIONS: &[(&str, &str)] = &[
    (
        "messages without a text",
        "SELECT COUNT(*) FROM messages m WHERE NOT EXISTS \
         (SELECT 1 FROM contents c WHERE c.seller_id = m.seller_id AND c.content_id = m.message_id)",
    ),
    (
        "texts that no message, note or deadline names",
        "SELECT COUNT(*) FROM contents c WHERE NOT EXISTS \
         (SELECT 1 FROM messages m WHERE m.seller_id = c.seller_id AND m.message_id = c.content_id) AND NOT EXISTS \
         (SELECT 1 FROM notes n WHERE n.seller_id = c.seller_id AND n.note_id = c.content_id) AND NOT EXISTS \
         (SELECT 1 FROM deadlines d WHERE d.seller_id = c.seller_id AND d.waived_because = c.content_id)",
    ),
    (
        "messages without a conversation",
        "SELECT COUNT(*) FROM messages m WHERE NOT EXISTS \
         (SELECT 1 FROM conversations c WHERE c.seller_id = m.seller_id AND c.conversation_id = m.conversation_id)",
    ),
    (
        "conversations whose messages do not count from 1 to the last without a gap",
        "SELECT COUNT(*) FROM conversations c LEFT JOIN \
         (SELECT seller_id, conversation_id, COUNT(*) AS messages, MIN(sequence) AS lowest, MAX(sequence) AS highest \
         FROM messages GROUP BY seller_id, conversation_id) m \
         ON m.seller_id = c.seller_id AND m.conversation_id = c.conversation_id \
         WHERE m.messages IS NULL OR m.lowest <> 1 OR m.highest <> c.last_sequence OR m.messages <> c.last_sequence",
    ),
    (
        "conversations that say something else of their newest message than it does",
        "SELECT COUNT(*) FROM conversations c WHERE NOT EXISTS \
         (SELECT 1 FROM messages m WHERE m.seller_id = c.seller_id AND m.conversation_id = c.conversation_id \
         AND m.sequence = c.last_sequence AND m.message_id = c.last_message AND m.author_kind = c.last_author \
         AND m.sent_at = c.last_message_at)",
    ),
    (
        "conversations that the buyer's list misses or shows otherwise",
        "SELECT COUNT(*) FROM conversations c WHERE NOT EXISTS \
         (SELECT 1 FROM buyer_conversations b WHERE b.buyer_id = c.buyer_id AND b.conversation_id = c.conversation_id \
         AND b.seller_id = c.seller_id AND b.last_message_at = c.last_message_at AND b.updated_at = c.updated_at)",
    ),
    (
        "entries of a buyer's list without a conversation",
        "SELECT COUNT(*) FROM buyer_conversations b WHERE NOT EXISTS \
         (SELECT 1 FROM conversations c WHERE c.seller_id = b.seller_id AND c.conversation_id = b.conversation_id)",
    ),
    (
        "deadlines of no buyer's message of their conversation",
        "SELECT COUNT(*) FROM deadlines d WHERE NOT EXISTS \
         (SELECT 1 FROM messages m WHERE m.seller_id = d.seller_id AND m.conversation_id = d.conversation_id \
         AND m.message_id = d.message_id AND m.author_kind = 'buyer' AND m.sent_at = d.received_at)",
    ),
    (
        "messages with several deadlines",
        "SELECT COUNT(*) FROM (SELECT message_id FROM deadlines GROUP BY seller_id, message_id HAVING COUNT(*) > 1) m",
    ),
    (
        "waiting deadlines that are not their conversation's",
        "SELECT COUNT(*) FROM deadlines d WHERE d.state IN ('running', 'standing') AND NOT EXISTS \
         (SELECT 1 FROM conversations c WHERE c.seller_id = d.seller_id AND c.conversation_id = d.conversation_id \
         AND c.deadline_id = d.deadline_id)",
    ),
    (
        "conversations that name a deadline that is none of theirs",
        "SELECT COUNT(*) FROM conversations c WHERE c.deadline_id IS NOT NULL AND NOT EXISTS \
         (SELECT 1 FROM deadlines d WHERE d.seller_id = c.seller_id AND d.conversation_id = c.conversation_id \
         AND d.deadline_id = c.deadline_id)",
    ),
    (
        "conversations that show another due instant than their deadline",
        "SELECT COUNT(*) FROM conversations c LEFT JOIN deadlines d ON d.seller_id = c.seller_id \
         AND d.deadline_id = c.deadline_id AND d.state IN ('running', 'standing') \
         WHERE c.due_at IS DISTINCT FROM d.due_at",
    ),
    (
        "deadlines that are settled and have an alarm, or run and have none",
        "SELECT COUNT(*) FROM deadlines WHERE (settled_at IS NOT NULL AND next_alarm_at IS NOT NULL) \
         OR (state = 'running' AND alarm <> 'done' AND next_alarm_at IS NULL)",
    ),
    (
        "deadlines whose state and end disagree",
        "SELECT COUNT(*) FROM deadlines WHERE (state IN ('answered', 'withdrawn')) <> (settled_at IS NOT NULL)",
    ),
    (
        "gaps among the positions of events",
        "SELECT COUNT(*) FROM (SELECT COUNT(position) AS placed, COALESCE(MAX(position), -1) + 1 AS needed \
         FROM events) e WHERE placed <> needed",
    ),
];

/// Each contradiction that there is, with its number; empty for a sound database.
pub async fn contradictions(db: &Db) -> Result<Vec<String>, DbError> {
    db.read(async |tx: &Tx| {
        let mut found = Vec::new();
        for &(what, sql) in CONTRADICTIONS {
            let count: i64 = tx.query_one(sql, params![]).await?.get(0)?;
            if count > 0 {
                found.push(format!("{count} {what}"));
            }
        }
        Ok(found)
    })
    .await
}

/// All conversations, in the order of their keys.
pub async fn all_conversations(tx: &Tx) -> Result<Vec<(SellerId, ConversationId)>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, conversation_id FROM conversations ORDER BY seller_id, conversation_id",
            params![],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// The salt of a text's commitment.
pub async fn salt_of(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
) -> Result<Option<Vec<u8>>, DbError> {
    let row = tx
        .query_opt(
            "SELECT salt FROM contents WHERE seller_id = ?1 AND content_id = ?2",
            params![seller, content],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// How many events have no position yet.
pub async fn waiting_events(tx: &Tx) -> Result<u64, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*) FROM events WHERE position IS NULL",
            params![],
        )
        .await?;
    row.get(0)
}

/// What SQLite finds wrong with its own file; `ok` where it finds nothing.
pub async fn integrity(db: &Db) -> Result<Vec<String>, DbError> {
    db.read(async |tx: &Tx| {
        let rows = tx.query("PRAGMA integrity_check", params![]).await?;
        rows.iter().map(|row| row.get(0)).collect()
    })
    .await
}

/// How many events there are of each kind.
pub async fn event_counts(tx: &Tx) -> Result<BTreeMap<String, usize>, DbError> {
    let rows = tx
        .query("SELECT kind, COUNT(*) FROM events GROUP BY kind", params![])
        .await?;
    rows.iter()
        .map(|row| {
            Ok((
                row.get(0)?,
                usize::try_from(row.get::<u64>(1)?).unwrap_or(usize::MAX),
            ))
        })
        .collect()
}
