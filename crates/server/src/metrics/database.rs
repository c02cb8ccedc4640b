//! Whether the database answers, and what its queue of jobs has.

use std::sync::atomic::Ordering;

use jiff::Timestamp;
use store::jobs::Backlog;

use super::exposition::Exposition;
use crate::app::App;

/// `backlog` is what it answered, if it did.
pub(super) fn tell(app: &App, backlog: Option<&Backlog>, told: &mut Exposition) {
    told.gauge(
        "dopis_database_up",
        "Whether the database answered just now",
        i64::from(backlog.is_some()),
    );
    let takes_writes = app.takes_writes.load(Ordering::Relaxed);
    told.gauge(
        "dopis_database_takes_writes",
        "Whether the last write of the jobs came through",
        i64::from(takes_writes),
    );
    if let Some(backlog) = backlog {
        tell_jobs(app.now(), backlog, told);
    }
}

fn tell_jobs(now: Timestamp, backlog: &Backlog, told: &mut Exposition) {
    let (ready, given_up) = (backlog.ready.into(), backlog.given_up.into());
    told.gauges(
        "dopis_jobs",
        "Queued jobs: to be done, or given up and left for a person to look at",
        "state",
        [
            ("ready".to_owned(), ready),
            ("given_up".to_owned(), given_up),
        ],
    );
    let waits = |since| now.duration_since(since).as_secs().max(0);
    told.gauge(
        "dopis_jobs_oldest_ready_seconds",
        "How long the job waits that has been due for the longest time; 0 if none is due",
        backlog.first_due_at.map_or(0, waits),
    );
}
