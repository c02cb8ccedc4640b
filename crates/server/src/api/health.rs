//! Whether the service lives, whether it can work, and how the archive is doing; for load balancers and alarms.

use std::collections::BTreeMap;
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
    /// In the order of the configuration.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    witnesses: Vec<WitnessHealth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<TimestampHealth>,
}

/// A witness of the log.
#[derive(Debug, Serialize)]
struct WitnessHealth {
    name: String,
    /// Entries of the largest checkpoint that it has signed; 0 if none.
    size: i64,
    /// How often this node has asked in vain since it began.
    failures: u64,
}

/// The newest timestamp.
#[derive(Debug, Serialize)]
struct TimestampHealth {
    /// Entries of its checkpoint; 0 if there is none.
    size: i64,
    /// When it was fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    /// How often this node has asked in vain since it began.
    failures: u64,
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
        witnesses: Vec::new(),
        timestamp: None,
    };
    if app.archive.is_kept() {
        let (head, oldest) = Archive::standing(app).await?;
        let waits = |since| app.now().duration_since(since).as_secs().max(0);
        told.size = Some(head.map_or(0, |head| head.size));
        told.oldest_unsealed_s = Some(oldest.map_or(0, waits));
        let others = others(app, health.witness_failures, health.timestamp_failures);
        (told.witnesses, told.timestamp) = others.await?;
    }
    Ok(told)
}

/// Those that say something of the log from outside.
async fn others(
    app: &App,
    mut failed: BTreeMap<String, u64>,
    timestamp_failures: u64,
) -> Result<(Vec<WitnessHealth>, Option<TimestampHealth>), DbError> {
    let config = app.archive.config();
    let said = Archive::attested(app).await?;
    let witnesses = config.witnesses.iter().zip(said.witnesses);
    let witnesses = witnesses.map(|(witness, size)| WitnessHealth {
        name: witness.name().to_owned(),
        size,
        failures: failed.remove(&witness.key).unwrap_or_default(),
    });
    let token = said.timestamp;
    let timestamp = (!config.timestamp_url.is_empty()).then(|| TimestampHealth {
        size: token.as_ref().map_or(0, |token| token.of.size),
        at: token.map(|token| token.fetched_at),
        failures: timestamp_failures,
    });
    Ok((witnesses.collect(), timestamp))
}
