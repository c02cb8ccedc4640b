//! What was read in the files of messages, and what of them one side does not see.

use rules::attachment::Seen;
use rules::contact::Span;
use rules::ids::{AttachmentId, ContentId, ConversationId, MessageId, SellerId};

use crate::{DbError, Tx, params};

/// What was read in an image; `None` for other files, and once it has been erased.
pub async fn seen(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
) -> Result<Option<Seen>, DbError> {
    let row = tx
        .query_opt(
            "SELECT c.text FROM attachments a JOIN contents c ON c.seller_id = a.seller_id AND c.content_id = a.seen_id \
             WHERE a.seller_id = ?1 AND a.attachment_id = ?2",
            params![seller, attachment],
        )
        .await?;
    let text: Option<String> = row.map(|row| row.get(0)).transpose()?.flatten();
    text.map(|text| {
        serde_json::from_str(&text).map_err(|error| DbError::decode(0, error.to_string()))
    })
    .transpose()
}

/// What the side that did not send it does not see of a file: passages of its name, or what is in it.
pub async fn hide(
    tx: &Tx,
    seller: &SellerId,
    attachment: AttachmentId,
    (in_name, withheld): (&[Span], bool),
) -> Result<(), DbError> {
    crate::contents::hide(tx, seller, ContentId(attachment.0), in_name).await?;
    tx.execute(
        "UPDATE attachments SET withheld = ?3 WHERE seller_id = ?1 AND attachment_id = ?2",
        params![seller, attachment, withheld],
    )
    .await?;
    Ok(())
}

/// The other side sees all that there is of a message's files from now on; says whether anything was hidden.
pub async fn uncover(
    tx: &Tx,
    seller: &SellerId,
    (conversation, message): (ConversationId, MessageId),
) -> Result<bool, DbError> {
    let named = tx
        .execute(
            "UPDATE contents SET hidden = NULL WHERE seller_id = ?1 AND hidden IS NOT NULL AND content_id IN \
             (SELECT attachment_id FROM attachments WHERE seller_id = ?1 AND conversation_id = ?2 AND message_id = ?3)",
            params![seller, conversation, message],
        )
        .await?;
    let withheld = tx
        .execute(
            "UPDATE attachments SET withheld = ?4 WHERE seller_id = ?1 AND conversation_id = ?2 AND message_id = ?3 \
             AND withheld = ?5",
            params![seller, conversation, message, false, true],
        )
        .await?;
    Ok(named + withheld > 0)
}
