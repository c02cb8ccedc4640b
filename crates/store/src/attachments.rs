//! Files that go with messages: what is known of them, and the pieces of those that are being uploaded.
//! Their bytes lie in the storage, their names in `contents` under the same id.

use jiff::Timestamp;
use rules::attachment::{AttachmentState, Seen};
use rules::conversation::AuthorKind;
use rules::ids::{AttachmentId, ContentId, ConversationId, MessageId, SellerId};
use rules::moderation::{Hidden, Reader};
use uuid::Uuid;

use crate::contents::{as_seen, read_hidden};
use crate::{DbError, Row, Tx, params};

/// One file, from its first byte on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub seller: SellerId,
    pub id: AttachmentId,
    /// Where it is to be sent, or was; `None` for a conversation that is still to be opened.
    pub conversation: Option<ConversationId>,
    /// The message that it went with.
    pub message: Option<MessageId>,
    /// The kind and id of who uploaded it.
    pub uploader: (String, String),
    pub state: AttachmentState,
    pub announced_bytes: u64,
    pub received_bytes: u64,
    /// `HMAC-SHA256(salt, name)`; salt and name lie in `contents`.
    pub name_commitment: [u8; 32],
    /// `None` once it has been erased.
    pub name: Option<String>,
    /// Passages of the name that the side that did not send it does not see.
    pub name_hidden: Hidden,
    /// The side that did not send it may not open it.
    pub withheld: bool,
    /// Whether this reader may open it.
    pub may_open: bool,
    /// `None` until the file has been looked at.
    pub kept: Option<Kept>,
    pub created_at: Timestamp,
}

/// What was found and kept of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Code of `media::Kind`.
    pub kind: String,
    pub bytes: u64,
    pub sha256_received: [u8; 32],
    pub sha256_kept: [u8; 32],
    /// Width and height of an image, in pixels.
    pub size: Option<(u32, u32)>,
    pub has_thumbnail: bool,
}

/// A piece of a file that is being uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Names its object in the storage.
    pub id: Uuid,
    pub start_byte: u64,
    pub bytes: u64,
}

/// Begins a file; its name is saved with `contents::insert` under the same UUID.
pub async fn insert(tx: &Tx, file: &Attachment) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO attachments (seller_id, attachment_id, conversation_id, uploader_kind, uploader_id, state, \
         announced_bytes, received_bytes, name_commitment, has_thumbnail, created_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10)",
        params![
            file.seller,
            file.id,
            file.conversation,
            file.uploader.0,
            file.uploader.1,
            file.state.code(),
            number(file.announced_bytes),
            number(file.received_bytes),
            file.name_commitment,
            file.created_at
        ],
    )
    .await?;
    Ok(())
}

/// A file of an uploader, whichever seller it is for: agents' ids count only within their seller, which the caller checks.
pub async fn any_find_of_uploader(
    tx: &Tx,
    (kind, id): (&str, &str),
    attachment: AttachmentId,
) -> Result<Option<Attachment>, DbError> {
    let row = tx
        .query_opt(
            "SELECT a.seller_id, a.attachment_id, a.conversation_id, a.message_id, a.uploader_kind, a.uploader_id, \
             a.state, a.announced_bytes, a.received_bytes, a.name_commitment, c.text, a.kind, a.kept_bytes, \
             a.sha256_received, a.sha256_kept, a.width, a.height, a.has_thumbnail, a.created_at, c.hidden, a.withheld \
             FROM attachments a LEFT JOIN contents c ON c.seller_id = a.seller_id AND c.content_id = a.attachment_id \
             WHERE a.uploader_kind = ?1 AND a.uploader_id = ?2 AND a.attachment_id = ?3",
            params![kind, id, attachment],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// A file that went with a message of this conversation, as this reader sees it.
pub async fn find_sent(
    tx: &Tx,
    (reader, seller): (Reader, &SellerId),
    conversation: ConversationId,
    attachment: AttachmentId,
) -> Result<Option<Attachment>, DbError> {
    let row = tx
        .query_opt(
            "SELECT a.seller_id, a.attachment_id, a.conversation_id, a.message_id, a.uploader_kind, a.uploader_id, \
             a.state, a.announced_bytes, a.received_bytes, a.name_commitment, c.text, a.kind, a.kept_bytes, \
             a.sha256_received, a.sha256_kept, a.width, a.height, a.has_thumbnail, a.created_at, c.hidden, a.withheld \
             FROM attachments a LEFT JOIN contents c ON c.seller_id = a.seller_id AND c.content_id = a.attachment_id \
             WHERE a.seller_id = ?1 AND a.attachment_id = ?3 AND a.conversation_id = ?2 AND a.state = 'bound'",
            params![seller, conversation, attachment],
        )
        .await?;
    row.as_ref().map(|row| seen_by(reader, row)).transpose()
}

/// All files that went with messages of a conversation, in the order of each message, as this reader sees them.
pub async fn of_conversation(
    tx: &Tx,
    (reader, seller): (Reader, &SellerId),
    conversation: ConversationId,
) -> Result<Vec<Attachment>, DbError> {
    let rows = tx
        .query(
            "SELECT a.seller_id, a.attachment_id, a.conversation_id, a.message_id, a.uploader_kind, a.uploader_id, \
             a.state, a.announced_bytes, a.received_bytes, a.name_commitment, c.text, a.kind, a.kept_bytes, \
             a.sha256_received, a.sha256_kept, a.width, a.height, a.has_thumbnail, a.created_at, c.hidden, a.withheld \
             FROM attachments a LEFT JOIN contents c ON c.seller_id = a.seller_id AND c.content_id = a.attachment_id \
             WHERE a.seller_id = ?1 AND a.conversation_id = ?2 AND a.state = 'bound' \
             ORDER BY a.message_id, a.place, a.attachment_id",
            params![seller, conversation],
        )
        .await?;
    rows.iter().map(|row| seen_by(reader, row)).collect()
}

/// How many files, and how many bytes, an uploader has begun and not sent, to whichever seller.
pub async fn any_unbound_of_uploader(
    tx: &Tx,
    (kind, id): (&str, &str),
) -> Result<(u64, u64), DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*), COALESCE(SUM(announced_bytes), 0) FROM attachments \
             WHERE uploader_kind = ?1 AND uploader_id = ?2 AND state IN ('uploading', 'ready')",
            params![kind, id],
        )
        .await?;
    Ok((row.get(0)?, row.get(1)?))
}

/// The files that an uploader has begun and not sent, to whichever seller; there are never many.
pub async fn any_unsent_of_uploader(
    tx: &Tx,
    (kind, id): (&str, &str),
) -> Result<Vec<Attachment>, DbError> {
    let rows = tx
        .query(
            "SELECT a.seller_id, a.attachment_id, a.conversation_id, a.message_id, a.uploader_kind, a.uploader_id, \
             a.state, a.announced_bytes, a.received_bytes, a.name_commitment, c.text, a.kind, a.kept_bytes, \
             a.sha256_received, a.sha256_kept, a.width, a.height, a.has_thumbnail, a.created_at, c.hidden, a.withheld \
             FROM attachments a LEFT JOIN contents c ON c.seller_id = a.seller_id AND c.content_id = a.attachment_id \
             WHERE a.uploader_kind = ?1 AND a.uploader_id = ?2 AND a.state IN ('uploading', 'ready') \
             ORDER BY a.attachment_id",
            params![kind, id],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// How many files, and how many bytes, an uploader has begun and not sent whose id counts only within its seller.
pub async fn unbound_of_uploader(
    tx: &Tx,
    seller: &SellerId,
    (kind, id): (&str, &str),
) -> Result<(u64, u64), DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*), COALESCE(SUM(announced_bytes), 0) FROM attachments \
             WHERE uploader_kind = ?1 AND uploader_id = ?2 AND seller_id = ?3 AND state IN ('uploading', 'ready')",
            params![kind, id, seller],
        )
        .await?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Adds a piece to a file of which `part.start_byte` bytes are there; says whether it was the next one.
pub async fn append(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
    part: Part,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE attachments SET received_bytes = ?4 \
             WHERE seller_id = ?1 AND attachment_id = ?2 AND state = 'uploading' AND received_bytes = ?3",
            params![
                seller,
                attachment,
                number(part.start_byte),
                number(part.start_byte + part.bytes)
            ],
        )
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    tx.execute(
        "INSERT INTO upload_parts (seller_id, attachment_id, start_byte, part_id, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            seller,
            attachment,
            number(part.start_byte),
            part.id,
            number(part.bytes)
        ],
    )
    .await?;
    Ok(true)
}

/// The pieces of a file, in order.
pub async fn parts(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
) -> Result<Vec<Part>, DbError> {
    let rows = tx
        .query(
            "SELECT part_id, start_byte, bytes FROM upload_parts \
             WHERE seller_id = ?1 AND attachment_id = ?2 ORDER BY start_byte",
            params![seller, attachment],
        )
        .await?;
    let part = |row: &Row| {
        Ok(Part {
            id: row.get(0)?,
            start_byte: row.get(1)?,
            bytes: row.get(2)?,
        })
    };
    rows.iter().map(part).collect()
}

/// The file has been looked at and is kept, with what was read in it; says whether it was still being uploaded.
pub async fn make_ready(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
    kept: &Kept,
    seen: Option<(ContentId, &[u8; 32], &Seen)>,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE attachments SET state = 'ready', received_bytes = announced_bytes, kind = ?3, kept_bytes = ?4, \
             sha256_received = ?5, sha256_kept = ?6, width = ?7, height = ?8, has_thumbnail = ?9, \
             seen_id = ?10 \
             WHERE seller_id = ?1 AND attachment_id = ?2 AND state = 'uploading'",
            params![
                seller,
                attachment,
                kept.kind,
                number(kept.bytes),
                kept.sha256_received,
                kept.sha256_kept,
                kept.size.map(|(width, _)| width),
                kept.size.map(|(_, height)| height),
                kept.has_thumbnail,
                seen.map(|(content, ..)| content)
            ],
        )
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    if let Some((content, salt, seen)) = seen {
        let written = serde_json::to_string(seen);
        let written = written.map_err(|error| DbError::decode(0, error.to_string()))?;
        crate::contents::insert(tx, seller, content, salt, &written).await?;
    }
    Ok(true)
}

/// The file goes with this message; says whether it was ready to.
pub async fn bind(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
    (conversation, message): (ConversationId, MessageId),
    place: u32,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE attachments SET state = 'bound', conversation_id = ?3, message_id = ?4, place = ?5 \
             WHERE seller_id = ?1 AND attachment_id = ?2 AND state = 'ready'",
            params![seller, attachment, conversation, message, place],
        )
        .await?;
    Ok(changed == 1)
}

/// A file that goes with no message is to be deleted; says whether it was one.
pub async fn give_up(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE attachments SET state = 'swept', swept_at = ?3 \
             WHERE seller_id = ?1 AND attachment_id = ?2 AND state IN ('uploading', 'ready')",
            params![seller, attachment, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Marks what was begun before an instant and never sent as swept.
pub async fn any_give_up_old(tx: &Tx, before: Timestamp, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "UPDATE attachments SET state = 'swept', swept_at = ?2 \
         WHERE created_at < ?1 AND state IN ('uploading', 'ready') AND state <> 'bound'",
        params![before, now],
    )
    .await?;
    Ok(())
}

/// Files that were given up before an instant and whose bytes are to be deleted, the oldest first.
pub async fn any_swept(
    tx: &Tx,
    before: Timestamp,
    limit: u32,
) -> Result<Vec<(SellerId, AttachmentId)>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, attachment_id FROM attachments WHERE state = 'swept' AND swept_at < ?1 \
             ORDER BY swept_at, seller_id, attachment_id LIMIT ?2",
            params![before, limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// The bytes of a swept or erased file could not be deleted: it goes behind the others.
pub async fn put_off(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE attachments SET swept_at = ?3 WHERE seller_id = ?1 AND attachment_id = ?2 \
         AND swept_at IS NOT NULL",
        params![seller, attachment, now],
    )
    .await?;
    Ok(())
}

/// The bytes of a swept file are gone: its record goes too, its name and what was read in it.
pub async fn forget(tx: &Tx, seller: &SellerId, attachment: AttachmentId) -> Result<(), DbError> {
    forget_parts(tx, seller, attachment).await?;
    tx.execute(
        "DELETE FROM contents WHERE seller_id = ?1 AND content_id = (SELECT seen_id FROM attachments \
         WHERE seller_id = ?1 AND attachment_id = ?2 AND state = 'swept')",
        params![seller, attachment],
    )
    .await?;
    let deleted = tx
        .execute(
            "DELETE FROM attachments WHERE seller_id = ?1 AND attachment_id = ?2 AND state = 'swept'",
            params![seller, attachment],
        )
        .await?;
    if deleted == 1 {
        tx.execute(
            "DELETE FROM contents WHERE seller_id = ?1 AND content_id = ?2",
            params![seller, attachment],
        )
        .await?;
    }
    Ok(())
}

/// Files that are complete and of which pieces are left.
pub async fn any_with_parts_left(
    tx: &Tx,
    limit: u32,
) -> Result<Vec<(SellerId, AttachmentId)>, DbError> {
    let rows = tx
        .query(
            "SELECT DISTINCT p.seller_id, p.attachment_id FROM upload_parts p JOIN attachments a \
             ON a.seller_id = p.seller_id AND a.attachment_id = p.attachment_id \
             WHERE a.state IN ('ready', 'bound') ORDER BY p.seller_id, p.attachment_id LIMIT ?1",
            params![limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// The pieces of a file are gone from the storage.
pub async fn forget_parts(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM upload_parts WHERE seller_id = ?1 AND attachment_id = ?2",
        params![seller, attachment],
    )
    .await?;
    Ok(())
}

/// Databases count to 2^63; no file has so many bytes.
fn number(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn read(row: &Row) -> Result<Attachment, DbError> {
    let state: String = row.get(6)?;
    let kind: Option<String> = row.get(11)?;
    let kept = match kind {
        None => None,
        Some(kind) => Some(Kept {
            kind,
            bytes: row.get(12)?,
            sha256_received: row.get(13)?,
            sha256_kept: row.get(14)?,
            size: row.get::<Option<u32>>(15)?.zip(row.get(16)?),
            has_thumbnail: row.get(17)?,
        }),
    };
    Ok(Attachment {
        seller: row.get(0)?,
        id: row.get(1)?,
        conversation: row.get(2)?,
        message: row.get(3)?,
        uploader: (row.get(4)?, row.get(5)?),
        state: AttachmentState::from_code(&state)
            .ok_or_else(|| DbError::decode(6, "an unknown state of a file"))?,
        announced_bytes: row.get(7)?,
        received_bytes: row.get(8)?,
        name_commitment: row.get(9)?,
        name: row.get(10)?,
        name_hidden: read_hidden(row, 19)?,
        withheld: row.get(20)?,
        may_open: true,
        kept,
        created_at: row.get(18)?,
    })
}

/// The file as this reader sees it: without what is hidden from the side that did not send it.
fn seen_by(reader: Reader, row: &Row) -> Result<Attachment, DbError> {
    let file = read(row)?;
    let author = AuthorKind::from_code(&file.uploader.0)
        .ok_or_else(|| DbError::decode(4, "only those who write send files"))?;
    Ok(Attachment {
        name: as_seen(file.name, &file.name_hidden, (reader, author)),
        may_open: !file.withheld || reader.sees_whole(author),
        ..file
    })
}
