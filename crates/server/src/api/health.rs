//! Whether the service lives, and whether it can work; for load balancers.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use store::DbError;

use crate::app::App;
use crate::error::ActionError;

/// The service's state.
#[derive(Debug, Serialize)]
pub struct Health {
    status: &'static str,
}

/// It answers, so it lives.
pub async fn health() -> Json<Health> {
    Json(Health { status: "live" })
}

/// It reaches its database and the last write came through, so it can work.
pub async fn ready(State(app): State<App>) -> Result<Json<Health>, ActionError> {
    app.db
        .read(async |tx: &store::Tx| store::ping(tx).await)
        .await
        .map_err(ActionError::Unavailable)?;
    if !app.takes_writes.load(Ordering::Relaxed) {
        return Err(ActionError::Unavailable(DbError::Unavailable {
            doing: "it takes no writes now",
            source: None,
        }));
    }
    Ok(Json(Health { status: "ready" }))
}
