//! Texts that may have to be erased: each once, with the salt of its commitment.

use rules::contact::Span;
use rules::conversation::AuthorKind;
use rules::ids::{AttachmentId, ContentId, SellerId};
use rules::moderation::{Hidden, Reader, masked};

use crate::insert::Insert;
use crate::{DbError, Row, Tx, params};

static INSERT: Insert =
    Insert::new("INSERT INTO contents (seller_id, content_id, salt, text) VALUES (?1, ?2, ?3, ?4)");

/// Saves a text under its salt of 32 bytes.
pub async fn insert(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
    salt: &[u8; 32],
    text: &str,
) -> Result<(), DbError> {
    insert_all(tx, seller, [(content, salt, text)]).await
}

/// Saves texts, each under its salt of 32 bytes.
pub async fn insert_all<'a>(
    tx: &Tx,
    seller: &SellerId,
    texts: impl IntoIterator<Item = (ContentId, &'a [u8; 32], &'a str)>,
) -> Result<(), DbError> {
    let row =
        |(content, salt, text): (ContentId, &[u8; 32], &str)| params![seller, content, salt, text];
    INSERT.rows(tx, texts.into_iter().map(row)).await
}

/// Saves a message's text of which the other side does not see these passages.
pub async fn insert_hiding(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
    (salt, text): (&[u8; 32], &str),
    hidden: &[Span],
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO contents (seller_id, content_id, salt, text, hidden) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![seller, content, salt, text, written(hidden)?],
    )
    .await?;
    Ok(())
}

/// Hides these passages of a text that is there already from the other side.
pub(crate) async fn hide(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
    hidden: &[Span],
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE contents SET hidden = ?3 WHERE seller_id = ?1 AND content_id = ?2",
        params![seller, content, written(hidden)?],
    )
    .await?;
    Ok(())
}

fn written(hidden: &[Span]) -> Result<Option<String>, DbError> {
    match hidden {
        [] => Ok(None),
        spans => {
            let written = serde_json::to_string(spans);
            written
                .map(Some)
                .map_err(|error| DbError::decode(4, error.to_string()))
        }
    }
}

/// What a column says of the passages that are hidden in a text.
pub(crate) fn read_hidden(row: &Row, column: usize) -> Result<Hidden, DbError> {
    match row.get::<Option<String>>(column)? {
        None => Ok(Hidden::new()),
        Some(written) => serde_json::from_str(&written)
            .map_err(|error| DbError::decode(column, error.to_string())),
    }
}

/// A message's text as this reader sees what this author wrote.
pub(crate) fn as_seen(
    text: Option<String>,
    hidden: &[Span],
    (reader, author): (Reader, AuthorKind),
) -> Option<String> {
    match hidden.is_empty() || reader.sees_whole(author) {
        true => text,
        false => text.map(|text| masked(&text, hidden)),
    }
}

/// A text, unless there is none or it has been erased.
pub async fn find(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            "SELECT text FROM contents WHERE seller_id = ?1 AND content_id = ?2",
            params![seller, content],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// A text that belongs to the marketplace and to no seller, unless there is none or it has been erased.
pub async fn find_of_marketplace(tx: &Tx, content: ContentId) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            "SELECT text FROM contents WHERE seller_id = '' AND content_id = ?1",
            params![content],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Takes away the name of a file that was never sent, and what was read in it; no event has spoken of them.
pub async fn forget_unsent(
    tx: &Tx,
    seller: &SellerId,
    file: AttachmentId,
    seen: Option<ContentId>,
) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM contents WHERE seller_id = ?1 AND content_id IN (?2, ?3)",
        params![seller, file, seen],
    )
    .await?;
    Ok(())
}

/// A text with its salt, unless there is none or it has been erased.
pub async fn find_salted(
    tx: &Tx,
    seller: &SellerId,
    content: ContentId,
) -> Result<Option<([u8; 32], String)>, DbError> {
    crate::audited::any_content(tx, seller.as_str(), content.0).await
}

/// Hides nothing of a message's text any more; says whether something was hidden.
pub async fn uncover(tx: &Tx, seller: &SellerId, content: ContentId) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE contents SET hidden = NULL WHERE seller_id = ?1 AND content_id = ?2 AND hidden IS NOT NULL",
            params![seller, content],
        )
        .await?;
    Ok(changed == 1)
}

/// Saves a text that belongs to the marketplace and to no seller.
pub async fn insert_of_marketplace(
    tx: &Tx,
    content: ContentId,
    salt: &[u8; 32],
    text: &str,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO contents (seller_id, content_id, salt, text) VALUES ('', ?1, ?2, ?3)",
        params![content, salt, text],
    )
    .await?;
    Ok(())
}
