//! Every night one node compares the database with the log; what does not fit is told as an error.

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use super::nightly;
use crate::app::App;
use crate::archiving::{Audited, SealError, audit};

const LEASE: &str = "archive-audit";
const NIGHT_HOUR: i8 = 2;
const LOOK: Duration = Duration::from_secs(60);
/// More are counted, and not written down.
const TOLD_MAX: u64 = 100;

/// Looks every minute whether it is night, until `stop` says otherwise.
pub(super) async fn run_forever(app: &App, node: Uuid, mut stop: watch::Receiver<bool>) {
    while app.archive.is_kept() && !*stop.borrow() {
        if nightly::is_hour(app, NIGHT_HOUR, app.now()) {
            let audited = tokio::select! {
                audited = run(app, node, app.now()) => audited,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            if let Err(error) = audited {
                let error = &error as &dyn std::error::Error;
                tracing::error!(operation = "auditing the log", error, "a job failed");
            }
        }
        let _stopped = tokio::time::timeout(LOOK, stop.changed()).await;
    }
}

/// Audits unless this night's audit is somebody's already; says what came of it.
pub async fn run(app: &App, node: Uuid, now: Timestamp) -> Result<Option<Audited>, SealError> {
    let night = app.random.uuid(now)?;
    if !nightly::take(app, LEASE, night, now).await? {
        return Ok(None);
    }
    let mut told = 0;
    let mut tell = |finding: String| {
        told += 1;
        if told <= TOLD_MAX {
            tracing::error!(%node, finding, "the database does not fit the log");
        }
    };
    let done = audit(app, &mut tell).await?;
    app.archive.note_audit(now, done);
    tracing::info!(
        entries = done.entries,
        rows = done.rows,
        findings = done.findings,
        "the database was compared with the log"
    );
    Ok(Some(done))
}
