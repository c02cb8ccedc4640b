//! A text that is gone, as after an erasure.

use rules::ids::ContentId;

use crate::{DbError, Tx, params};

/// Takes a text away and leaves everything that speaks of it; says how many there were.
pub async fn erase_content(tx: &Tx, content: ContentId) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM contents WHERE content_id = ?1",
        params![content],
    )
    .await
}
