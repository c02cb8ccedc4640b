//! Whether the service lives, whether it can work, and how the archive is doing; for load balancers and alarms.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use store::DbError;

use crate::app::App;
use crate::archiving::{self, Archive};
use crate::error::ActionError;

/// The service's state.
#[derive(Debug, Serialize)]
pub struct Health {
    status: &'static str,
}

/// The same of a service that can work.
#[derive(Debug, Serialize)]
pub struct Ready {
    status: &'static str,
    archive: ArchiveHealth,
}

/// How the log is doing. Why it fails is in the service's log.
#[derive(Debug, Serialize)]
struct ArchiveHealth {
    state: archiving::State,
    /// Entries of the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
    /// How long the oldest event waits that is not sealed; 0 if none waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    oldest_unsealed_s: Option<i64>,
    /// How often this node has failed at sealing since it began.
    failures: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<AuditHealth>,
}

/// The last audit that this node has made.
#[derive(Debug, Serialize)]
struct AuditHealth {
    at: Timestamp,
    /// Differences between the database and the log.
    findings: u64,
}

/// It answers, so it lives.
pub async fn health() -> Json<Health> {
    Json(Health { status: "live" })
}

/// It reaches its database and the last write came through, so it can work. A log that fails is told, and stops nobody.
pub async fn ready(State(app): State<App>) -> Result<Json<Ready>, ActionError> {
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
    let archive = archive_health(&app)
        .await
        .map_err(ActionError::Unavailable)?;
    Ok(Json(Ready {
        status: "ready",
        archive,
    }))
}

async fn archive_health(app: &App) -> Result<ArchiveHealth, DbError> {
    let health = app.archive.health();
    let mut told = ArchiveHealth {
        state: health.state,
        size: None,
        oldest_unsealed_s: None,
        failures: health.failures,
        audit: health.audit.map(|(at, done)| AuditHealth {
            at,
            findings: done.findings,
        }),
    };
    if app.archive.is_kept() {
        let (head, oldest) = Archive::standing(app).await?;
        let waits = |since| app.now().duration_since(since).as_secs().max(0);
        told.size = Some(head.map_or(0, |head| head.size));
        told.oldest_unsealed_s = Some(oldest.map_or(0, waits));
    }
    Ok(told)
}
