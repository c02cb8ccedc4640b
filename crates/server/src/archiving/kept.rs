//! The log as this node keeps it: settings, keys, the open end, and how it is doing.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use tokio::sync::Mutex as AsyncMutex;

use super::sealer::Sealer;
use super::{Audited, Folder, Health, KeyProblem, Keys, SealError, Sealed, State};
use crate::config;
use crate::error::with_causes;

/// The log of the configuration; a clone is a handle on the same one.
#[derive(Debug, Clone)]
pub struct Archive(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: config::Archive,
    keys: OnceLock<Arc<Keys>>,
    folder: Folder,
    health: Mutex<Health>,
    sealer: AsyncMutex<Option<Sealer>>,
}

impl Archive {
    pub fn new(config: &config::Archive) -> Archive {
        let state = match config.is_kept() {
            true => State::Starting,
            false => State::Off,
        };
        Archive(Arc::new(Inner {
            keys: OnceLock::new(),
            folder: Folder::new(&config.folder),
            health: Mutex::new(Health {
                state,
                ..Health::default()
            }),
            sealer: AsyncMutex::default(),
            config: config.clone(),
        }))
    }

    /// Whether there is a log at all.
    pub fn is_kept(&self) -> bool {
        self.0.config.is_kept()
    }

    pub fn config(&self) -> &config::Archive {
        &self.0.config
    }

    pub fn folder(&self) -> &Folder {
        &self.0.folder
    }

    /// The keys, opened when they are first needed: a passphrase takes its time.
    pub fn keys(&self) -> Result<Arc<Keys>, KeyProblem> {
        if let Some(keys) = self.0.keys.get() {
            return Ok(Arc::clone(keys));
        }
        let loaded = Arc::new(Keys::load(&self.0.config)?);
        Ok(Arc::clone(self.0.keys.get_or_init(|| loaded)))
    }

    pub fn health(&self) -> Health {
        let health = self.0.health.lock();
        health.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers how a round ended.
    pub fn note(&self, round: &Result<Sealed, SealError>) {
        let health = self.0.health.lock();
        let mut health = health.unwrap_or_else(PoisonError::into_inner);
        (health.state, health.why) = match round {
            Ok(Sealed::Elsewhere) | Err(SealError::Overtaken) => (State::Elsewhere, None),
            Ok(Sealed::Batch { .. }) => (State::Sealing, None),
            Err(error) => {
                health.failures += 1;
                let state = match error.is_refusal() {
                    true => State::Refused,
                    false => State::Failing,
                };
                (state, Some(with_causes(error)))
            }
        };
    }

    /// Remembers what an audit has found.
    pub fn note_audit(&self, at: Timestamp, done: Audited) {
        let health = self.0.health.lock();
        health.unwrap_or_else(PoisonError::into_inner).audit = Some((at, done));
    }

    /// Remembers that a witness has not signed.
    pub(super) fn note_witness_failure(&self, witness: &str) {
        let health = self.0.health.lock();
        let mut health = health.unwrap_or_else(PoisonError::into_inner);
        let failures = health.witness_failures.entry(witness.to_owned());
        *failures.or_default() += 1;
    }

    /// Remembers that no timestamp came.
    pub(crate) fn note_timestamp_failure(&self) {
        let health = self.0.health.lock();
        let mut health = health.unwrap_or_else(PoisonError::into_inner);
        health.timestamp_failures += 1;
    }

    pub(super) fn sealer(&self) -> &AsyncMutex<Option<Sealer>> {
        &self.0.sealer
    }
}
