//! A file is not to be sent after all.

use rules::access::Viewer;
use rules::ids::AttachmentId;
use store::Tx;
use store::attachments;

use super::of_uploader;
use super::sweep::delete;
use crate::app::App;
use crate::error::ActionError;

/// Deletes an unsent file of the viewer's own; one that was sent stays.
pub async fn run(app: &App, viewer: &Viewer, id: AttachmentId) -> Result<(), ActionError> {
    let caller = viewer.clone();
    let (seller, given_up) = app
        .db
        .write(async move |tx: &Tx| {
            let file = of_uploader::load(tx, &caller, id).await?;
            let given_up = attachments::give_up(tx, &file.seller, id).await?;
            Ok::<_, ActionError>((file.seller, given_up))
        })
        .await?;
    if !given_up {
        return Err(ActionError::conflict(
            "attachment_sent",
            "This file went with a message and stays there.",
        ));
    }
    delete(app, seller, id).await
}
