//! Waking whoever places events soon after a commit, so that open pages need not wait for the next regular round.

use std::time::Duration;

use store::Signal;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use crate::app::App;
use crate::live;

/// Commits that follow each other closely are placed together.
const GATHERING: Duration = Duration::from_millis(40);
/// The same after a round that placed many: rounds take the database from the requests.
const GATHERING_MANY: Duration = Duration::from_millis(200);
const MANY: usize = 20;

/// Returns when events wait that this node is to place. What it may not place itself it tells the others.
/// `placed` is what the round before has placed.
pub(super) async fn events_wait(
    app: &App,
    signals: &mut broadcast::Receiver<Signal>,
    holds_lease: bool,
    placed: usize,
) {
    let gathering = if placed > MANY {
        GATHERING_MANY
    } else {
        GATHERING
    };
    loop {
        let wanted = match signals.recv().await {
            Ok(Signal::Recorded) => true,
            Ok(Signal::Word(word)) => holds_lease && &*word == live::WANTED,
            Ok(Signal::Missed) => false,
            Err(RecvError::Lagged(_)) => true,
            // The database is gone; the regular round says so.
            Err(RecvError::Closed) => std::future::pending().await,
        };
        if wanted {
            tokio::time::sleep(gathering).await;
            // What came meanwhile is placed in the same round.
            *signals = signals.resubscribe();
            if holds_lease {
                return;
            }
            app.db.tell(live::WANTED);
        }
    }
}
