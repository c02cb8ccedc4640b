//! Reads each new event once for all connections of this node: when it is told to, and every second in any case.

use std::time::Duration;

use store::{Signal, Tx, events};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};

use super::{validity, word};
use crate::app::App;
use crate::error::ActionError;

/// Events of one look at most; what is left comes in the next.
const BATCH: u32 = 500;
/// The longest that a lost word delays an event.
const LOOKS_EVERY: Duration = Duration::from_secs(1);

/// Reads and hands on until `stop` says otherwise, and ends connections that may not go on.
pub async fn run_forever(app: App, stop: watch::Receiver<bool>) {
    app.db.listen();
    tokio::join!(
        keep_reading(&app, stop.clone()),
        validity::keep_checking(&app, stop)
    );
}

/// Hands on everything that has a position by now.
pub async fn read_once(app: &App) -> Result<(), ActionError> {
    loop {
        if app.live.is_empty() || app.live.position().is_none() {
            let last = app
                .db
                .read(async move |tx: &Tx| {
                    Ok::<_, ActionError>(events::any_last_position(tx).await?)
                })
                .await?;
            app.live.begin(last);
            if app.live.skip_to(last) {
                return Ok(());
            }
        }
        let after = app.live.position().unwrap_or(-1);
        let batch = app
            .db
            .read(async move |tx: &Tx| {
                Ok::<_, ActionError>(events::any_placed_after(tx, after, BATCH).await?)
            })
            .await?;
        // Before it hears of anything more, whoever may have lost an access has.
        if batch.iter().any(|event| validity::may_end_one(&event.kind)) {
            validity::check_once(app).await?;
        }
        app.live.hand_on(&batch);
        if batch.len() < BATCH as usize {
            return Ok(());
        }
    }
}

async fn keep_reading(app: &App, mut stop: watch::Receiver<bool>) {
    let mut signals = app.db.signals();
    while !*stop.borrow() {
        if let Err(error) = read_once(app).await {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "events cannot be read for open pages");
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = told(app, &mut signals) => {}
            () = tokio::time::sleep(LOOKS_EVERY) => {}
        }
    }
}

/// Waits until there is something to read; takes on the way what is told about presence.
async fn told(app: &App, signals: &mut broadcast::Receiver<Signal>) {
    loop {
        match signals.recv().await {
            Ok(Signal::Word(word)) if &*word == word::PLACED => return,
            Ok(Signal::Word(word)) => app.live.hear(&word, app.now()),
            Ok(Signal::Recorded) => {}
            Ok(Signal::Missed) | Err(RecvError::Lagged(_)) => return,
            // The database is gone; the regular look says so.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}
