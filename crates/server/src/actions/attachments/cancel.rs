//! A file is not to be sent after all.

use rules::access::Viewer;
use rules::ids::AttachmentId;
use store::Tx;
use store::attachments;

use super::of_uploader;
use crate::app::App;
use crate::error::ActionError;

/// Gives up an unsent file of the viewer's own and deletes its bytes; one that was sent stays.
pub async fn run(app: &App, viewer: &Viewer, id: AttachmentId) -> Result<(), ActionError> {
    let (caller, now) = (viewer.clone(), app.now());
    let given_up = app
        .db
        .write(async move |tx: &Tx| {
            let file = of_uploader::load(tx, &caller, id).await?;
            Ok::<_, ActionError>(attachments::give_up(tx, &file.seller, id, now).await?)
        })
        .await?;
    if !given_up {
        return Err(ActionError::conflict(
            "attachment_sent",
            "This file went with a message and stays there.",
        ));
    }
    // Its record stays until no request can be writing its bytes any more; the sweep deletes both then.
    if let Err(error) = app.storage.delete_all(id).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "an unsent file is left to the sweep"
        );
    }
    Ok(())
}
