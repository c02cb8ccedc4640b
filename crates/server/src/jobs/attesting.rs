//! When others are asked about the log: witnesses and an authority that stamps times, each in its own time. Whatever
//! they do, sealing goes on.

use std::time::Duration;

use tokio::sync::watch;
use uuid::Uuid;

use crate::app::App;
use crate::archiving::{ask_witnesses, fetch_timestamp};

/// How often it is looked whether a timestamp is due, at most: the time of the last one is in the database.
const LOOK: Duration = Duration::from_secs(60);

/// Asks until `stop` says otherwise.
pub(super) async fn run_forever(app: &App, node: Uuid, stop: watch::Receiver<bool>) {
    if app.archive.is_kept() {
        tokio::join!(
            witnesses(app, node, stop.clone()),
            timestamps(app, node, stop)
        );
    }
}

async fn witnesses(app: &App, node: Uuid, mut stop: watch::Receiver<bool>) {
    let config = app.archive.config();
    if config.witnesses.is_empty() {
        return;
    }
    let between = Duration::from_secs(config.witness_every_s);
    while !*stop.borrow() {
        // What comes of each witness is told there.
        let asked = tokio::select! {
            asked = ask_witnesses(app, node, app.now()) => asked.map(|_| ()),
            _ = stop.wait_for(|stop| *stop) => return,
        };
        if let Err(error) = asked {
            let error = &error as &dyn std::error::Error;
            tracing::error!(operation = "asking witnesses", error, "a job failed");
        }
        let _stopped = tokio::time::timeout(between, stop.changed()).await;
    }
}

async fn timestamps(app: &App, node: Uuid, mut stop: watch::Receiver<bool>) {
    let config = app.archive.config();
    if config.timestamp_url.is_empty() {
        return;
    }
    let between = LOOK.min(Duration::from_secs(config.timestamp_every_s));
    while !*stop.borrow() {
        let fetched = tokio::select! {
            fetched = fetch_timestamp(app, node, app.now()) => fetched.map(|_| ()),
            _ = stop.wait_for(|stop| *stop) => return,
        };
        if let Err(error) = fetched {
            app.archive.note_timestamp_failure();
            let error = &error as &dyn std::error::Error;
            tracing::error!(operation = "fetching a timestamp", error, "a job failed");
        }
        let _stopped = tokio::time::timeout(between, stop.changed()).await;
    }
}
