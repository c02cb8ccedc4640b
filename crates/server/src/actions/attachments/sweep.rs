//! Deletes what was uploaded and never sent, record last: whatever happens in between, the next round finds it.

use jiff::Timestamp;
use rules::attachment::UNBOUND_LIVE;
use rules::ids::{AttachmentId, SellerId};
use store::{Tx, attachments};

use crate::app::App;
use crate::error::ActionError;

/// Files of one round at most.
const ROUND_MAX: u32 = 100;

/// Deletes what is older than files live unsent, and pieces that completed files have left behind; says how many.
pub async fn run(app: &App, now: Timestamp) -> Result<usize, ActionError> {
    let before = now.saturating_sub(UNBOUND_LIVE).unwrap_or(Timestamp::MIN);
    let (swept, left) = app
        .db
        .write(async move |tx: &Tx| {
            attachments::any_give_up_old(tx, before).await?;
            let swept = attachments::any_swept(tx, ROUND_MAX).await?;
            let left = attachments::any_with_parts_left(tx, ROUND_MAX).await?;
            Ok::<_, ActionError>((swept, left))
        })
        .await?;
    let count = swept.len() + left.len();
    for (seller, id) in swept {
        delete(app, seller, id).await?;
    }
    for (seller, id) in left {
        app.storage.delete_parts(id).await?;
        app.db
            .write(async move |tx: &Tx| {
                Ok::<_, ActionError>(attachments::forget_parts(tx, &seller, id).await?)
            })
            .await?;
    }
    Ok(count)
}

/// Deletes the bytes of a file that was given up, and then its record.
pub(super) async fn delete(
    app: &App,
    seller: SellerId,
    id: AttachmentId,
) -> Result<(), ActionError> {
    app.storage.delete_all(id).await?;
    app.db
        .write(async move |tx: &Tx| Ok(attachments::forget(tx, &seller, id).await?))
        .await
}
