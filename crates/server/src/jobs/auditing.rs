//! Every night one node compares the database with the log; what does not fit is told as an error.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::{Tx, leases};
use tokio::sync::watch;
use uuid::Uuid;

use crate::app::App;
use crate::archiving::{Audited, SealError, audit};

const LEASE: &str = "archive-audit";
/// Whoever has it is not followed by another one in the same night.
const LEASE_LENGTH: SignedDuration = SignedDuration::from_hours(12);
/// By the clocks of the marketplace.
const NIGHT_HOUR: i8 = 2;
const LOOK: Duration = Duration::from_secs(60);
/// More are counted, and not written down.
const TOLD_MAX: u64 = 100;

/// Looks every minute whether it is night, until `stop` says otherwise.
pub(super) async fn run_forever(app: &App, node: Uuid, mut stop: watch::Receiver<bool>) {
    while app.archive.is_kept() && !*stop.borrow() {
        if is_night(app, app.now()) {
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

fn is_night(app: &App, now: Timestamp) -> bool {
    let zone = jiff::tz::TimeZone::get(&app.config.marketplace.time_zone);
    zone.is_ok_and(|zone| now.to_zoned(zone).hour() == NIGHT_HOUR)
}

/// Audits unless this night's audit is somebody's already; says what came of it.
pub async fn run(app: &App, node: Uuid, now: Timestamp) -> Result<Option<Audited>, SealError> {
    let expires_at = now.saturating_add(LEASE_LENGTH).unwrap_or(Timestamp::MAX);
    // Not this node: it would take its own lease again and again.
    let night = app.random.uuid(now)?;
    let taken = async move |tx: &Tx| leases::any_take(tx, LEASE, night, now, expires_at).await;
    if app.db.write(taken).await?.is_none() {
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
