//! What of the log is shown, and to whom: checkpoint and hashes to anybody, entries to auditors.

use archive::tile::{Content, Tile, Tiles as _, WIDTH};
use rules::access::{Action, Relation, Viewer};
use store::Tx;
use store::archive_log::{self, Head};
use tokio::task::spawn_blocking;

use crate::app::App;
use crate::archiving::cosigned;
use crate::error::ActionError;
use crate::viewer::check;

/// The signed checkpoint that counts: the one of the database, of which the folder has a copy, with the signatures of
/// those witnesses that have seen it by now.
pub async fn checkpoint(app: &App, viewer: &Viewer) -> Result<String, ActionError> {
    check(viewer, Action::Public, Relation::Marketplace)?;
    let head = head(app).await?;
    let signed = head.filter(|head| !head.checkpoint.is_empty());
    Ok(signed.ok_or(ActionError::NotFound)?.checkpoint)
}

/// The bytes of a tile, as far as the published checkpoint reaches: what lies beyond it means nothing yet.
pub async fn tile(app: &App, viewer: &Viewer, tile: Tile) -> Result<Vec<u8>, ActionError> {
    let action = match tile.content {
        Content::Entries => Action::ReadArchive,
        Content::Hashes { .. } => Action::Public,
    };
    check(viewer, action, Relation::Marketplace)?;
    let head = head(app).await?.ok_or(ActionError::NotFound)?;
    let size = u64::try_from(head.size).unwrap_or_default();
    let end = tile.index.checked_mul(u64::from(WIDTH));
    let end = end.and_then(|start| start.checked_add(u64::from(tile.width)));
    if end.is_none_or(|end| end > tile.content.count(size)) {
        return Err(ActionError::NotFound);
    }
    let mut folder = app.archive.folder().clone();
    let read = spawn_blocking(move || folder.read(&tile)).await;
    let failed = |source| ActionError::Internal {
        operation: "reading a tile of the log",
        source,
    };
    let read = read.map_err(|error| failed(Box::new(error)))?;
    let found = read.map_err(|error| failed(Box::new(error)))?;
    found.ok_or(ActionError::NotFound)
}

async fn head(app: &App) -> Result<Option<Head>, ActionError> {
    if !app.archive.is_kept() {
        return Ok(None);
    }
    let read = async |tx: &Tx| match archive_log::any_find(tx).await? {
        Some(head) => Ok(Some(cosigned(tx, head).await?)),
        None => Ok(None),
    };
    app.db.read(read).await
}
