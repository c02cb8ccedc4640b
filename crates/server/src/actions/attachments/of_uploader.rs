//! A file that the viewer itself has uploaded.

use rules::access::{Action, Relation, Viewer};
use rules::attachment::AttachmentState;
use rules::ids::AttachmentId;
use store::Tx;
use store::attachments::{self, Attachment};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{actor, check};

/// Finds it; what somebody else has uploaded does not exist for the viewer, nor does what was given up.
pub async fn run(app: &App, viewer: &Viewer, id: AttachmentId) -> Result<Attachment, ActionError> {
    let viewer = viewer.clone();
    app.db
        .read(async move |tx: &Tx| load(tx, &viewer, id).await)
        .await
}

pub(super) async fn load(
    tx: &Tx,
    viewer: &Viewer,
    id: AttachmentId,
) -> Result<Attachment, ActionError> {
    let (kind, uploader) = actor(viewer);
    let found = attachments::any_find_of_uploader(tx, (kind, &uploader), id).await?;
    let found = found.filter(|file| is_of(viewer, file) && file.state != AttachmentState::Swept);
    let relation = match found {
        Some(_) => Relation::Own,
        None => Relation::Foreign,
    };
    check(viewer, Action::AttachFile, relation)?;
    found.ok_or(ActionError::NotFound)
}

/// Agents' ids are unique only within their seller.
pub(in crate::actions) fn is_of(viewer: &Viewer, file: &Attachment) -> bool {
    let (kind, id) = actor(viewer);
    let own = file.uploader.0 == kind && file.uploader.1 == id;
    own && match viewer {
        Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => file.seller == *seller,
        _ => true,
    }
}
