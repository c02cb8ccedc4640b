//! How the log of the archive is doing: what this node knows by itself, and what the database says.

use jiff::Timestamp;
use store::DbError;

use super::exposition::Exposition;
use crate::app::App;
use crate::archiving::{Archive, Attested, Health, State};

/// What the database says of the log.
#[derive(Debug)]
pub(super) struct Stored {
    size: i64,
    oldest_unsealed: Option<Timestamp>,
    attested: Attested,
}

impl Stored {
    /// Nothing where no log is kept.
    pub(super) async fn read(app: &App) -> Result<Option<Stored>, DbError> {
        if !app.archive.is_kept() {
            return Ok(None);
        }
        let (head, oldest_unsealed) = Archive::standing(app).await?;
        Ok(Some(Stored {
            size: head.map_or(0, |head| head.size),
            oldest_unsealed,
            attested: Archive::attested(app).await?,
        }))
    }
}

pub(super) fn tell(app: &App, stored: Option<&Stored>, told: &mut Exposition) {
    let health = app.archive.health();
    let states = State::ALL.map(|state| {
        let is_this = state == health.state;
        (state.code().to_owned(), i64::from(is_this))
    });
    told.gauges(
        "dopis_archive_state",
        "1 for the state of the log, 0 for all others",
        "state",
        states,
    );
    if !app.archive.is_kept() {
        return;
    }
    tell_of_node(app, &health, told);
    if let Some(stored) = stored {
        tell_stored(app, stored, told);
    }
}

/// Without the database.
fn tell_of_node(app: &App, health: &Health, told: &mut Exposition) {
    told.counter(
        "dopis_archive_sealing_failures",
        "How often this node has failed at sealing",
        health.failures,
    );
    let audited_at = health.audit.map_or(0, |(at, _)| at.as_second());
    told.gauge(
        "dopis_archive_audit_timestamp_seconds",
        "Unix time of the last audit that this node has made; 0 if it has made none",
        audited_at,
    );
    if let Some((_, done)) = health.audit {
        told.gauge(
            "dopis_archive_audit_findings",
            "Differences between the database and the log that this audit has found",
            done.findings.try_into().unwrap_or(i64::MAX),
        );
    }
    let config = app.archive.config();
    let failures = config.witnesses.iter().map(|witness| {
        let failures = health.witness_failures.get(&witness.key).copied();
        (witness.name().to_owned(), failures.unwrap_or_default())
    });
    told.counters(
        "dopis_archive_witness_failures",
        "How often this node has asked the witness in vain",
        "witness",
        failures,
    );
    if !config.timestamp_url.is_empty() {
        told.counter(
            "dopis_archive_stamp_failures",
            "How often this node has asked for a timestamp in vain",
            health.timestamp_failures,
        );
    }
}

fn tell_stored(app: &App, stored: &Stored, told: &mut Exposition) {
    told.gauge("dopis_archive_entries", "Entries of the log", stored.size);
    let waits = |since| app.now().duration_since(since).as_secs().max(0);
    told.gauge(
        "dopis_archive_oldest_unsealed_seconds",
        "How long the oldest event waits that is not sealed; 0 if none waits",
        stored.oldest_unsealed.map_or(0, waits),
    );
    let config = app.archive.config();
    let witnesses = config.witnesses.iter().zip(&stored.attested.witnesses);
    told.gauges(
        "dopis_archive_witness_entries",
        "Entries of the largest checkpoint that the witness has signed",
        "witness",
        witnesses.map(|(witness, size)| (witness.name().to_owned(), *size)),
    );
    if !config.timestamp_url.is_empty() {
        let token = stored.attested.timestamp.as_ref();
        told.gauge(
            "dopis_archive_stamp_entries",
            "Entries of the checkpoint that has the newest timestamp",
            token.map_or(0, |token| token.of.size),
        );
        told.gauge(
            "dopis_archive_stamp_timestamp_seconds",
            "Unix time at which the newest timestamp was fetched; 0 if there is none",
            token.map_or(0, |token| token.fetched_at.as_second()),
        );
    }
}
