//! Verifying a dossier that somebody brings, as `dopis-verify` does, with the keys that the log has now.

use archive::dossier::{Report, check as check_file};
use bytes::Bytes;
use rules::access::{Action, Relation, Viewer};
use tokio::task::spawn_blocking;

use super::make::failed;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Nothing is kept of the file, and nothing is told of what is written in it.
pub async fn verify(app: &App, viewer: &Viewer, file: Bytes) -> Result<Report, ActionError> {
    check(viewer, Action::FindConversations, Relation::Marketplace)?;
    if !app.archive.is_kept() {
        return Err(ActionError::NotFound);
    }
    let archive = app.archive.clone();
    let checked = spawn_blocking(move || {
        let keys = archive.keys().map_err(failed)?;
        Ok(check_file(&file, keys.policy()))
    });
    checked.await.map_err(failed)?
}
