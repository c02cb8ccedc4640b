//! Every night one node erases what has been kept for as long as the marketplace keeps it.

use std::time::Duration;

use jiff::Timestamp;
use rules::keeping::{RetentionKind, RetentionPolicy};
use store::{Tx, retention};
use tokio::sync::watch;

use super::nightly;
use crate::actions::keeping::retain;
use crate::actions::record::Recorder;
use crate::actions::settings;
use crate::app::App;
use crate::error::ActionError;

const LEASE: &str = "retention";
const NIGHT_HOUR: i8 = 3;
const LOOK: Duration = Duration::from_secs(60);
/// What one transaction looks up.
const ROUND_MAX: u32 = 200;
/// On this day of the month the database's own files are rid of what deleted rows left in them.
const VACUUM_DAY: i8 = 1;

/// What a night has erased, each with its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retained {
    pub conversations: u64,
    /// Conversations of which files were erased.
    pub files: u64,
    pub strikes: u64,
    pub looks: u64,
    pub drafts: u64,
    pub buyers: u64,
    /// What could not be erased, and is tried again the next night.
    pub failures: u64,
}

/// Looks every minute whether it is night, until `stop` says otherwise.
pub(super) async fn run_forever(app: &App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if nightly::is_hour(app, NIGHT_HOUR, app.now()) {
            let done = tokio::select! {
                done = run(app, app.now()) => done,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            if let Err(error) = done {
                let error = &error as &dyn std::error::Error;
                tracing::error!(operation = "erasing what is over", error, "a job failed");
            }
        }
        let _stopped = tokio::time::timeout(LOOK, stop.changed()).await;
    }
}

/// Erases what is over unless that is somebody's work already this night; says what was erased.
pub async fn run(app: &App, now: Timestamp) -> Result<Option<Retained>, ActionError> {
    let night = app.random.uuid(now)?;
    if !nightly::take(app, LEASE, night, now).await? {
        return Ok(None);
    }
    let policy = settings::known(app).await?.retention;
    let work = Work {
        app,
        policy,
        now,
        recorder: Recorder::of_job(app, LEASE, now),
    };
    let mut done = Retained::default();
    work.conversations(&mut done).await?;
    work.files(&mut done).await?;
    work.strikes(&mut done).await?;
    work.looks(&mut done).await?;
    work.drafts(&mut done).await?;
    work.buyers(&mut done).await?;
    let zone = jiff::tz::TimeZone::get(&app.config.marketplace.time_zone);
    if zone.is_ok_and(|zone| now.to_zoned(zone).day() == VACUUM_DAY) {
        app.db.forget_remains().await?;
    }
    tracing::info!(?done, "what was over has been erased");
    Ok(Some(done))
}

/// One night's work: of each kind rounds of what is due, until one erases nothing.
struct Work<'a> {
    app: &'a App,
    policy: RetentionPolicy,
    now: Timestamp,
    recorder: Recorder,
}

impl Work<'_> {
    async fn conversations(&self, done: &mut Retained) -> Result<(), ActionError> {
        let (cutoff, now) = (self.cutoff(RetentionKind::Conversations), self.now);
        loop {
            let due = async move |tx: &Tx| {
                let mut due = retention::any_conversations(tx, cutoff, now, ROUND_MAX).await?;
                due.extend(retention::any_open(tx, cutoff, now, ROUND_MAX).await?);
                Ok::<_, ActionError>(due)
            };
            let mut erased = 0;
            for place in self.app.db.read(due).await? {
                let step = retain::conversation(self.app, place, cutoff, &self.recorder).await;
                erased += tally(step, done);
            }
            done.conversations += erased;
            if erased == 0 {
                return Ok(());
            }
        }
    }

    async fn files(&self, done: &mut Retained) -> Result<(), ActionError> {
        let (cutoff, now) = (self.cutoff(RetentionKind::Files), self.now);
        loop {
            let due = async move |tx: &Tx| {
                Ok::<_, ActionError>(retention::any_with_files(tx, cutoff, now, ROUND_MAX).await?)
            };
            let mut erased = 0;
            for place in self.app.db.read(due).await? {
                let step = retain::files(self.app, place, cutoff, &self.recorder).await;
                erased += tally(step, done);
            }
            done.files += erased;
            if erased == 0 {
                return Ok(());
            }
        }
    }

    async fn strikes(&self, done: &mut Retained) -> Result<(), ActionError> {
        let (cutoff, now) = (self.cutoff(RetentionKind::Strikes), self.now);
        loop {
            let due = async move |tx: &Tx| {
                Ok::<_, ActionError>(retention::any_strikes(tx, cutoff, now, ROUND_MAX).await?)
            };
            let mut erased = 0;
            for kept in self.app.db.read(due).await? {
                erased += tally(retain::strike(self.app, kept, &self.recorder).await, done);
            }
            done.strikes += erased;
            if erased == 0 {
                return Ok(());
            }
        }
    }

    async fn looks(&self, done: &mut Retained) -> Result<(), ActionError> {
        let (cutoff, now) = (self.cutoff(RetentionKind::Looks), self.now);
        loop {
            let due = async move |tx: &Tx| {
                Ok::<_, ActionError>(retention::any_looks(tx, cutoff, now, ROUND_MAX).await?)
            };
            let mut erased = 0;
            for kept in self.app.db.read(due).await? {
                erased += tally(retain::look(self.app, kept, &self.recorder).await, done);
            }
            done.looks += erased;
            if erased == 0 {
                return Ok(());
            }
        }
    }

    /// Of drafts no event tells, so that each round is one transaction.
    async fn drafts(&self, done: &mut Retained) -> Result<(), ActionError> {
        let (cutoff, now) = (self.cutoff(RetentionKind::Drafts), self.now);
        loop {
            let round = async move |tx: &Tx| {
                let due = retention::any_drafts(tx, cutoff, now, ROUND_MAX).await?;
                for (seller, draft) in &due {
                    retention::delete_draft(tx, seller, *draft).await?;
                }
                Ok::<_, ActionError>(due.len())
            };
            let erased = self.app.db.write(round).await?;
            done.drafts += u64::try_from(erased).unwrap_or(u64::MAX);
            if erased == 0 {
                return Ok(());
            }
        }
    }

    async fn buyers(&self, done: &mut Retained) -> Result<(), ActionError> {
        let (cutoff, now) = (self.cutoff(RetentionKind::Buyers), self.now);
        loop {
            let due = async move |tx: &Tx| {
                Ok::<_, ActionError>(retention::any_buyers(tx, cutoff, now, ROUND_MAX).await?)
            };
            let mut erased = 0;
            for buyer in self.app.db.read(due).await? {
                let step = retain::buyer(self.app, buyer, cutoff, &self.recorder).await;
                erased += tally(step, done);
            }
            done.buyers += erased;
            if erased == 0 {
                return Ok(());
            }
        }
    }

    fn cutoff(&self, kind: RetentionKind) -> Timestamp {
        self.policy.cutoff(kind, self.now)
    }
}

/// 1 for what was erased. What could not be is told and counted, and holds nothing else up.
fn tally(step: Result<bool, ActionError>, done: &mut Retained) -> u64 {
    match step {
        Ok(erased) => u64::from(erased),
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(operation = "erasing what is over", error, "a job failed");
            done.failures += 1;
            0
        }
    }
}
