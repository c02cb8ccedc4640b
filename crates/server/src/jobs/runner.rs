//! When the jobs run: twice a second, positions also at once after a commit, each under its own error handling.

use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::jobs::{self, Job};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    alarms, attesting, auditing, disclosing, erase_buyer, positions, preparing,
    recompute_deadlines, replay_rules, retaining, sealing, seen_sessions, waking,
};
use crate::actions::{attachments, prepared, sign_in};
use crate::app::App;
use crate::error::{ActionError, with_causes};

/// How long a claimed job is nobody else's.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
const CLAIM_MAX: u32 = 10;
const ATTEMPTS_MAX: u32 = 20;
const PAUSE: Duration = Duration::from_millis(500);
/// Expired rows go once in this many rounds.
const ROUNDS_PER_CLEANING: u32 = 1_200;
/// When sessions were last seen is saved, and what was confidential is told, once in this many rounds.
const ROUNDS_PER_SEEN: u32 = 20;

/// What becomes of a job after it has run.
enum Outcome {
    Done,
    Retry(Timestamp, String),
    GiveUp(String),
}

/// Runs the jobs until `stop` says otherwise. What is queued may take long, and holds back neither alarms nor events.
pub async fn run_forever(app: App, node: Uuid, stop: watch::Receiver<bool>) {
    tokio::join!(
        keep_time(&app, node, stop.clone()),
        work_off(&app, stop.clone()),
        sealing::run_forever(&app, node, stop.clone()),
        attesting::run_forever(&app, node, stop.clone()),
        preparing::run_forever(&app, stop.clone()),
        auditing::run_forever(&app, node, stop.clone()),
        retaining::run_forever(&app, stop)
    );
    log("saving seen sessions", seen_sessions::run(&app).await);
    let given_back = positions::give_back(&app, node, app.now()).await;
    log("giving back the lease", given_back.map(|()| 0));
}

async fn keep_time(app: &App, node: Uuid, mut stop: watch::Receiver<bool>) {
    let mut round = 0_u32;
    let mut signals = app.db.signals();
    while !*stop.borrow() {
        let (rung, placed, holds_lease) = alarms_and_positions(app, node).await;
        if round.is_multiple_of(ROUNDS_PER_CLEANING) {
            clean(app).await;
        }
        if round.is_multiple_of(ROUNDS_PER_SEEN) {
            log("saving seen sessions", seen_sessions::run(app).await);
            tell_of_looks(app).await;
        }
        round = round.wrapping_add(1);
        // Under load there is always an event to place: a round for each would take the database from the requests.
        if rung < alarms::ROUND_MAX as usize && placed < positions::ROUND_MAX as usize {
            tokio::select! {
                () = pause(&mut stop) => {}
                () = waking::events_wait(app, &mut signals, holds_lease, placed) => {}
            }
        }
    }
}

async fn work_off(app: &App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if queued(app).await < CLAIM_MAX as usize {
            pause(&mut stop).await;
        }
    }
}

async fn pause(stop: &mut watch::Receiver<bool>) {
    let _stopped = tokio::time::timeout(PAUSE, stop.changed()).await;
}

/// Runs every job until nothing is left to do at the present instant.
pub async fn run_once(app: &App, node: Uuid) {
    while tell_of_looks(app).await > 0 {}
    loop {
        let (rung, placed, _) = alarms_and_positions(app, node).await;
        if (rung, placed, queued(app).await) == (0, 0, 0) {
            break;
        }
    }
    sealing::run_once(app, node).await;
    preparing::run_once(app).await;
    log("saving seen sessions", seen_sessions::run(app).await);
    clean(app).await;
}

/// How many alarms were recorded and how many events placed, and whether placing them is this node's work.
async fn alarms_and_positions(app: &App, node: Uuid) -> (usize, usize, bool) {
    let now = app.now();
    let rung = log("recording alarms", alarms::run(app, now).await);
    let placed = positions::run(app, node, now).await;
    app.takes_writes.store(placed.is_ok(), Ordering::Relaxed);
    let holds_lease = matches!(placed, Ok(Some(_)));
    let placed = log("placing events", placed.map(Option::unwrap_or_default));
    (rung, placed, holds_lease)
}

async fn tell_of_looks(app: &App) -> usize {
    let told = disclosing::run(app, app.now()).await;
    log("telling of confidential looks", told)
}

async fn queued(app: &App) -> usize {
    log("running queued jobs", run_queued(app, app.now()).await)
}

async fn clean(app: &App) {
    log("sealing secrets anew", reseal(app).await);
    let deleted = delete_expired(app).await;
    log("deleting expired rows", deleted.map(|()| 0));
    let swept = attachments::sweep::run(app, app.now()).await;
    log("deleting unsent files", swept);
    let expired = prepared::sweep(app).await;
    log("deleting prepared files", expired);
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

/// Finds something to do after a key has been set or has taken another's place.
async fn reseal(app: &App) -> Result<usize, ActionError> {
    if !app.seal.has_key() {
        return Ok(0);
    }
    let found = sign_in::reseal::reseal(app).await?;
    if found.unreadable > 0 {
        let secrets = found.unreadable;
        tracing::warn!(
            secrets,
            "no configured key opens these secrets of authenticator apps"
        );
    }
    if found.anew > 0 {
        tracing::info!(
            secrets = found.anew,
            "secrets of authenticator apps were sealed anew"
        );
    }
    Ok(usize::try_from(found.anew).unwrap_or(usize::MAX))
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
    // A job that takes its process with it would otherwise come back for ever.
    if job.attempts > ATTEMPTS_MAX {
        return Outcome::GiveUp("it never came to an end".to_owned());
    }
    let result = match job.kind.as_str() {
        recompute_deadlines::KIND => match serde_json::from_str(&job.body) {
            Ok(body) => recompute_deadlines::run(app, &body, now).await,
            Err(error) => return Outcome::GiveUp(format!("the body cannot be read: {error}")),
        },
        erase_buyer::KIND => match serde_json::from_str(&job.body) {
            Ok(body) => erase_buyer::run(app, &body, now).await,
            Err(error) => return Outcome::GiveUp(format!("the body cannot be read: {error}")),
        },
        replay_rules::KIND => match serde_json::from_str(&job.body) {
            Ok(body) => replay_rules::run(app, &body, now).await,
            Err(error) => return Outcome::GiveUp(format!("the body cannot be read: {error}")),
        },
        other => return Outcome::GiveUp(format!("there is no job of kind {other}")),
    };
    match result {
        Ok(()) => Outcome::Done,
        Err(error) if job.attempts >= ATTEMPTS_MAX => Outcome::GiveUp(with_causes(&error)),
        Err(error) => {
            let wait = SignedDuration::from_secs(1 << job.attempts.min(10));
            // For the person who finds the job given up and has no log of that day any more.
            Outcome::Retry(
                now.saturating_add(wait).unwrap_or(Timestamp::MAX),
                with_causes(&error),
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
