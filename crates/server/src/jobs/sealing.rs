//! When events are sealed: once in the configured time, at once while there is more.

use std::time::Duration;

use tokio::sync::watch;
use uuid::Uuid;

use crate::app::App;
use crate::archiving::{SealError, Sealed, Steps, give_back, seal_batch};

/// After a failure; trying again costs nobody anything.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Seals until `stop` says otherwise.
pub(super) async fn run_forever(app: &App, node: Uuid, mut stop: watch::Receiver<bool>) {
    if !app.archive.is_kept() {
        return;
    }
    let between = Duration::from_millis(app.archive.config().batch_ms);
    while !*stop.borrow() {
        let pause = match round(app, node).await {
            Ok(Sealed::Batch { full: true, .. }) => continue,
            Ok(_) => between,
            Err(_) => PAUSE_AFTER_FAILURE.max(between),
        };
        let _stopped = tokio::time::timeout(pause, stop.changed()).await;
    }
    if let Err(error) = give_back(app, node, app.now()).await {
        tell(&error);
    }
}

/// Seals everything that has a position.
pub(super) async fn run_once(app: &App, node: Uuid) {
    while app.archive.is_kept() {
        match round(app, node).await {
            Ok(Sealed::Batch { full: true, .. }) => {}
            _ => return,
        }
    }
}

async fn round(app: &App, node: Uuid) -> Result<Sealed, SealError> {
    let ended = seal_batch(app, node, app.now(), &Steps::default()).await;
    app.archive.note(&ended);
    if let Err(error) = &ended {
        tell(error);
    }
    ended
}

fn tell(error: &SealError) {
    match error {
        SealError::Overtaken => tracing::warn!("another node has taken over the sealing"),
        error => tracing::error!(
            operation = "sealing events",
            refused = error.is_refusal(),
            error = error as &dyn std::error::Error,
            "a job failed"
        ),
    }
}
