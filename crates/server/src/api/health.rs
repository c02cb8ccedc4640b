//! Whether the service lives, and whether it can work; for load balancers.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

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

/// It reaches its database, so it can work.
pub async fn ready(State(app): State<App>) -> Result<Json<Health>, ActionError> {
    app.db
        .read(async |tx: &store::Tx| store::ping(tx).await)
        .await
        .map_err(ActionError::Unavailable)?;
    Ok(Json(Health { status: "ready" }))
}
