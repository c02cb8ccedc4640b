//! The files that were made for a viewer, or will be.

use rules::access::{Action, Relation, Viewer};
use rules::ids::PreparedFileId;
use store::Tx;
use store::prepared_files::{self, PreparedFile};

use super::asker::asker;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Files that one viewer has at a time.
pub const PREPARED_MAX: u32 = 20;

/// All of them, the newest first.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<PreparedFile>, ActionError> {
    check(viewer, Action::FetchPreparedFile, Relation::Own)?;
    let (asker, now) = (asker(viewer), app.now());
    app.db
        .read(async move |tx: &Tx| {
            Ok(prepared_files::of_asker(tx, &asker, now, PREPARED_MAX).await?)
        })
        .await
}

/// One of them; what somebody else asked for does not exist for the viewer.
pub async fn find(
    app: &App,
    viewer: &Viewer,
    id: PreparedFileId,
) -> Result<PreparedFile, ActionError> {
    let (now, viewer) = (app.now(), viewer.clone());
    app.db
        .read(async move |tx: &Tx| {
            let found = prepared_files::find_of_asker(tx, &asker(&viewer), id, now).await?;
            let relation = match found {
                Some(_) => Relation::Own,
                None => Relation::Foreign,
            };
            check(&viewer, Action::FetchPreparedFile, relation)?;
            found.ok_or(ActionError::NotFound)
        })
        .await
}
