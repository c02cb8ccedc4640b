//! The files of the log over HTTP, at the paths that C2SP tlog-tiles gives them.

use archive::tile::{Content, Tile};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::actions::archive as log;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A batch is sealed every second.
const OF_CHECKPOINT: &str = "public, max-age=1";
const OF_FULL: &str = "public, max-age=31536000, immutable";
/// It stays as it is, but goes once the full one is there.
const OF_PARTIAL: &str = "public, max-age=60";
const OF_ENTRIES: &str = "private, no-store";

/// The signed checkpoint.
pub async fn get_checkpoint(
    State(app): State<App>,
    identity: Identity,
) -> Result<Response, ActionError> {
    let note = log::checkpoint(&app, &identity.viewer).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, OF_CHECKPOINT),
    ];
    Ok((headers, note).into_response())
}

/// A tile of hashes.
pub async fn get_tile(
    State(app): State<App>,
    identity: Identity,
    Path(path): Path<String>,
) -> Result<Response, ActionError> {
    serve(&app, &identity, &format!("tile/{path}")).await
}

/// A bundle of entries.
pub async fn get_entries(
    State(app): State<App>,
    identity: Identity,
    Path(path): Path<String>,
) -> Result<Response, ActionError> {
    serve(&app, &identity, &format!("tile/entries/{path}")).await
}

async fn serve(app: &App, identity: &Identity, path: &str) -> Result<Response, ActionError> {
    let tile = Tile::from_path(path).ok_or(ActionError::NotFound)?;
    let bytes = log::tile(app, &identity.viewer, tile).await?;
    let caching = match tile.content {
        Content::Entries => OF_ENTRIES,
        Content::Hashes { .. } if tile.is_full() => OF_FULL,
        Content::Hashes { .. } => OF_PARTIAL,
    };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, caching),
    ];
    Ok((headers, bytes).into_response())
}
