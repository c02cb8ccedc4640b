//! Deletes files whose days are over, record last: whatever happens in between, the next round finds them.

use store::{Tx, prepared_files};

use crate::app::App;
use crate::error::ActionError;

/// Files of one round at most.
const ROUND_MAX: u32 = 100;

/// Says how many were deleted.
pub async fn sweep(app: &App) -> Result<usize, ActionError> {
    let now = app.now();
    let expired = async move |tx: &Tx| {
        Ok::<_, ActionError>(prepared_files::any_expired(tx, now, ROUND_MAX).await?)
    };
    let expired = app.db.read(expired).await?;
    let count = expired.len();
    for id in expired {
        app.storage.delete_pieces(id).await?;
        app.db
            .write(async move |tx: &Tx| {
                Ok::<_, ActionError>(prepared_files::forget(tx, id, now).await?)
            })
            .await?;
    }
    Ok(count)
}
