//! Whether the database answers at all.

use crate::{DbError, Tx, params};

/// Asks for nothing but an answer.
pub async fn ping(tx: &Tx) -> Result<(), DbError> {
    tx.query_one("SELECT 1", params![]).await?;
    Ok(())
}
