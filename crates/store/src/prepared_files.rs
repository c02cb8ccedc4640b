//! Files that somebody asked for and that a job makes: what is asked, who makes it at present, and where its bytes lie.

use jiff::Timestamp;
use rules::ids::{BuyerId, ConversationId, PreparedFileId};
use uuid::Uuid;

use crate::{DbError, Row, Tx, params};

/// What such a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// All that is kept of a buyer.
    BuyerData(BuyerId),
    /// A conversation as whoever asked may see it.
    Dossier(ConversationId),
}

/// Who asked, as events name a person; the seller of agents and programs, empty for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    pub kind: String,
    pub seller: String,
    pub id: String,
}

/// Bytes that are ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Under which they lie in the storage.
    pub object: Uuid,
    pub bytes: u64,
    pub sha256: [u8; 32],
    pub at: Timestamp,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    Waiting,
    Ready(Ready),
    /// It was tried in vain and is not tried again.
    Failed,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedFile {
    pub id: PreparedFileId,
    pub content: Content,
    pub asker: Asker,
    pub language: String,
    pub progress: Progress,
    /// How often it was begun.
    pub attempts: u32,
    pub asked_at: Timestamp,
    /// From this instant on it is not offered any more.
    pub expires_at: Timestamp,
}

/// Saves that a file was asked for.
pub async fn insert(tx: &Tx, file: &PreparedFile) -> Result<(), DbError> {
    let (kind, buyer, conversation) = match &file.content {
        Content::BuyerData(buyer) => ("buyer_data", buyer.as_str(), None),
        Content::Dossier(conversation) => ("dossier", "", Some(*conversation)),
    };
    tx.execute(
        "INSERT INTO prepared_files (file_id, kind, asker_kind, asker_seller, asker_id, buyer_id, conversation_id, \
         language, state, attempts, leased_until, asked_at, expires_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'waiting', 0, ?9, ?9, ?10)",
        params![
            file.id,
            kind,
            file.asker.kind,
            file.asker.seller,
            file.asker.id,
            buyer,
            conversation,
            file.language,
            file.asked_at,
            file.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// What somebody asked for and is still offered or waited for, the newest first.
pub async fn of_asker(
    tx: &Tx,
    asker: &Asker,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<PreparedFile>, DbError> {
    let rows = tx
        .query(
            "SELECT file_id, kind, asker_kind, asker_seller, asker_id, buyer_id, conversation_id, language, state, \
             attempts, object_id, bytes, sha256, ready_at, asked_at, expires_at FROM prepared_files \
             WHERE asker_kind = ?1 AND asker_seller = ?2 AND asker_id = ?3 AND expires_at > ?4 \
             ORDER BY asked_at DESC, file_id DESC LIMIT ?5",
            params![asker.kind, asker.seller, asker.id, now, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// One file of whoever asked for it.
pub async fn find_of_asker(
    tx: &Tx,
    asker: &Asker,
    id: PreparedFileId,
    now: Timestamp,
) -> Result<Option<PreparedFile>, DbError> {
    let row = tx
        .query_opt(
            "SELECT file_id, kind, asker_kind, asker_seller, asker_id, buyer_id, conversation_id, language, state, \
             attempts, object_id, bytes, sha256, ready_at, asked_at, expires_at FROM prepared_files \
             WHERE file_id = ?1 AND asker_kind = ?2 AND asker_seller = ?3 AND asker_id = ?4 AND expires_at > ?5",
            params![id, asker.kind, asker.seller, asker.id, now],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Takes the file that waits longest; until `leased_until` nobody else does. `object` names this attempt.
pub async fn any_claim(
    tx: &Tx,
    now: Timestamp,
    leased_until: Timestamp,
    object: Uuid,
) -> Result<Option<PreparedFile>, DbError> {
    let row = tx
        .query_opt(
            "SELECT file_id, kind, asker_kind, asker_seller, asker_id, buyer_id, conversation_id, language, state, \
             attempts, object_id, bytes, sha256, ready_at, asked_at, expires_at FROM prepared_files \
             WHERE state = 'waiting' AND leased_until <= ?1 AND expires_at > ?1 ORDER BY leased_until, file_id LIMIT 1",
            params![now],
        )
        .await?;
    let Some(file) = row.as_ref().map(read).transpose()? else {
        return Ok(None);
    };
    // Of two that found it, one does.
    let taken = tx
        .execute(
            "UPDATE prepared_files SET leased_until = ?2, attempts = attempts + 1, object_id = ?3 \
             WHERE file_id = ?1 AND state = 'waiting' AND leased_until <= ?4",
            params![file.id, leased_until, object, now],
        )
        .await?;
    Ok((taken == 1).then_some(PreparedFile {
        attempts: file.attempts + 1,
        ..file
    }))
}

/// Keeps it for the one who makes it; `false` where somebody else does by now, or where it is not wanted any more.
pub async fn prolong(
    tx: &Tx,
    id: PreparedFileId,
    object: Uuid,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool, DbError> {
    let kept = tx
        .execute(
            "UPDATE prepared_files SET leased_until = ?3 \
             WHERE file_id = ?1 AND state = 'waiting' AND object_id = ?2 AND expires_at > ?4",
            params![id, object, until, now],
        )
        .await?;
    Ok(kept == 1)
}

/// It is ready; `false` where another attempt has taken its place.
pub async fn make_ready(
    tx: &Tx,
    id: PreparedFileId,
    ready: &Ready,
    expires_at: Timestamp,
) -> Result<bool, DbError> {
    let bytes = i64::try_from(ready.bytes).unwrap_or(i64::MAX);
    let changed = tx
        .execute(
            "UPDATE prepared_files SET state = 'ready', bytes = ?3, sha256 = ?4, ready_at = ?5, expires_at = ?6 \
             WHERE file_id = ?1 AND state = 'waiting' AND object_id = ?2 AND expires_at > ?5",
            params![id, ready.object, bytes, ready.sha256, ready.at, expires_at],
        )
        .await?;
    Ok(changed == 1)
}

/// It is not tried again; `false` where another attempt has taken its place.
pub async fn give_up(tx: &Tx, id: PreparedFileId, object: Uuid) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE prepared_files SET state = 'failed' \
             WHERE file_id = ?1 AND state = 'waiting' AND object_id = ?2",
            params![id, object],
        )
        .await?;
    Ok(changed == 1)
}

/// Files of which everything is to be deleted, the longest expired first.
pub async fn any_expired(
    tx: &Tx,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<PreparedFileId>, DbError> {
    let rows = tx
        .query(
            "SELECT file_id FROM prepared_files WHERE expires_at <= ?1 ORDER BY expires_at, file_id LIMIT ?2",
            params![now, limit],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The bytes of an expired file are gone: its record goes too.
pub async fn forget(tx: &Tx, id: PreparedFileId, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM prepared_files WHERE file_id = ?1 AND expires_at <= ?2",
        params![id, now],
    )
    .await?;
    Ok(())
}

/// Offers nothing any more that has something of this buyer in it: all that is kept of it, whoever asked, what it asked
/// for itself, and dossiers of its conversations. The next sweep deletes the bytes.
pub async fn expire_of_buyer(tx: &Tx, buyer: &BuyerId, now: Timestamp) -> Result<u64, DbError> {
    tx.execute(
        "UPDATE prepared_files SET expires_at = ?2 WHERE expires_at > ?2 AND (buyer_id = ?1 \
         OR (asker_kind = 'buyer' AND asker_id = ?1) \
         OR conversation_id IN (SELECT conversation_id FROM buyer_conversations WHERE buyer_id = ?1))",
        params![buyer, now],
    )
    .await
}

fn read(row: &Row) -> Result<PreparedFile, DbError> {
    let (kind, buyer): (String, String) = (row.get(1)?, row.get(5)?);
    let content = match (kind.as_str(), row.get::<Option<ConversationId>>(6)?) {
        ("buyer_data", _) => Content::BuyerData(
            BuyerId::parse(buyer).map_err(|error| DbError::decode(5, error.to_string()))?,
        ),
        ("dossier", Some(conversation)) => Content::Dossier(conversation),
        _ => return Err(DbError::decode(1, "an unknown kind of file")),
    };
    let state: String = row.get(8)?;
    let progress = match state.as_str() {
        "waiting" => Progress::Waiting,
        "failed" => Progress::Failed,
        "ready" => Progress::Ready(Ready {
            object: row.get(10)?,
            bytes: row.get(11)?,
            sha256: row.get(12)?,
            at: row.get(13)?,
        }),
        _ => return Err(DbError::decode(8, "an unknown state of a file")),
    };
    Ok(PreparedFile {
        id: row.get(0)?,
        content,
        asker: Asker {
            kind: row.get(2)?,
            seller: row.get(3)?,
            id: row.get(4)?,
        },
        language: row.get(7)?,
        progress,
        attempts: row.get(9)?,
        asked_at: row.get(14)?,
        expires_at: row.get(15)?,
    })
}
