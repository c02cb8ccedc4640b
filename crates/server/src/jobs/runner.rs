//! When the jobs run: every second, each under its own error handling.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::jobs::{self, Job};
use tokio::sync::watch;
use uuid::Uuid;

use super::{alarms, positions, recompute_deadlines};
use crate::actions::sign_in;
use crate::app::App;
use crate::error::ActionError;

/// How long a claimed job is nobody else's.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
const CLAIM_MAX: u32 = 10;
const ATTEMPTS_MAX: u32 = 20;
const PAUSE: Duration = Duration::from_millis(500);
/// Expired rows go once in this many rounds.
const ROUNDS_PER_CLEANING: u32 = 1_200;

/// What becomes of a job after it has run.
enum Outcome {
    Done,
    Retry(Timestamp, String),
    GiveUp(String),
}

/// Runs the jobs until `stop` says otherwise.
pub async fn run_forever(app: App, node: Uuid, mut stop: watch::Receiver<bool>) {
    let mut round = 0_u32;
    while !*stop.borrow() {
        let done = run_round(&app, node).await;
        if round.is_multiple_of(ROUNDS_PER_CLEANING) {
            clean(&app).await;
        }
        round = round.wrapping_add(1);
        // Under load there is always an event to place: a round for each would take the database from the requests.
        if !done.was_full() {
            let _stopped = tokio::time::timeout(PAUSE, stop.changed()).await;
        }
    }
    let given_back = positions::give_back(&app, node, app.now()).await;
    log("giving back the lease", given_back.map(|()| 0));
}

/// Runs every job until nothing is left to do at the present instant.
pub async fn run_once(app: &App, node: Uuid) {
    while !run_round(app, node).await.was_idle() {}
    clean(app).await;
}

/// How much each part of a round did.
struct Round {
    rung: usize,
    claimed: usize,
    placed: usize,
}

impl Round {
    fn was_idle(&self) -> bool {
        self.rung + self.claimed + self.placed == 0
    }

    /// Some part did all that it does in one round, so that more is probably waiting.
    fn was_full(&self) -> bool {
        self.rung >= alarms::ROUND_MAX as usize
            || self.claimed >= CLAIM_MAX as usize
            || self.placed >= positions::ROUND_MAX as usize
    }
}

async fn run_round(app: &App, node: Uuid) -> Round {
    let now = app.now();
    Round {
        rung: log("recording alarms", alarms::run(app, now).await),
        claimed: log("running queued jobs", run_queued(app, now).await),
        placed: log("placing events", positions::run(app, node, now).await),
    }
}

async fn clean(app: &App) {
    let deleted = delete_expired(app).await;
    log("deleting expired rows", deleted.map(|()| 0));
}

fn log(operation: &'static str, result: Result<usize, ActionError>) -> usize {
    result.unwrap_or_else(|error| {
        tracing::error!(
            operation,
            error = &error as &dyn std::error::Error,
            "a job failed"
        );
        0
    })
}

async fn delete_expired(app: &App) -> Result<(), ActionError> {
    let now = app.now();
    app.db
        .write(async move |tx: &Tx| {
            store::idempotency::any_delete_old(tx, now).await?;
            sign_in::delete_expired::delete_expired(tx, now).await?;
            Ok(())
        })
        .await
}

async fn run_queued(app: &App, now: Timestamp) -> Result<usize, ActionError> {
    let leased_until = now.saturating_add(LEASE).unwrap_or(Timestamp::MAX);
    let claim = async move |tx: &Tx| {
        Ok::<_, ActionError>(jobs::any_claim(tx, now, leased_until, CLAIM_MAX).await?)
    };
    let claimed = app.db.write(claim).await?;
    for job in &claimed {
        let outcome = run_job(app, job, now).await;
        settle(app, job, outcome).await?;
    }
    Ok(claimed.len())
}

async fn run_job(app: &App, job: &Job, now: Timestamp) -> Outcome {
    let result = match job.kind.as_str() {
        recompute_deadlines::KIND => match serde_json::from_str(&job.body) {
            Ok(body) => recompute_deadlines::run(app, &body, now).await,
            Err(error) => return Outcome::GiveUp(format!("the body cannot be read: {error}")),
        },
        other => return Outcome::GiveUp(format!("there is no job of kind {other}")),
    };
    match result {
        Ok(()) => Outcome::Done,
        Err(error) if job.attempts >= ATTEMPTS_MAX => Outcome::GiveUp(error.to_string()),
        Err(error) => {
            let wait = SignedDuration::from_secs(1 << job.attempts.min(10));
            Outcome::Retry(
                now.saturating_add(wait).unwrap_or(Timestamp::MAX),
                error.to_string(),
            )
        }
    }
}

async fn settle(app: &App, job: &Job, outcome: Outcome) -> Result<(), ActionError> {
    let (id, kind) = (job.id, job.kind.clone());
    if let Outcome::Retry(_, error) | Outcome::GiveUp(error) = &outcome {
        let gives_up = matches!(outcome, Outcome::GiveUp(_));
        tracing::error!(job = %id, kind, attempts = job.attempts, gives_up, error, "a job failed");
    }
    app.db
        .write(async move |tx: &Tx| {
            match &outcome {
                Outcome::Done => jobs::finish(tx, id).await?,
                Outcome::Retry(at, error) => jobs::retry(tx, id, *at, error).await?,
                Outcome::GiveUp(error) => jobs::give_up(tx, id, error).await?,
            }
            Ok::<(), ActionError>(())
        })
        .await
}
