//! What every handler, action and job works with.

use std::sync::Arc;

use jiff::Timestamp;
use store::Db;
use uuid::Uuid;

use crate::calendars::Calendars;
use crate::clock::Clock;
use crate::config::Config;
use crate::random::{NoRandomness, Random};

/// The running service; a clone is a handle on the same one.
#[derive(Debug, Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub config: Arc<Config>,
    pub calendars: Arc<Calendars>,
}

impl App {
    pub fn new(db: Db, config: Config) -> App {
        App {
            db,
            clock: Clock::System,
            random: Random::System,
            config: Arc::new(config),
            calendars: Arc::default(),
        }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh id for something that happens at `now`.
    pub fn new_id<T>(
        &self,
        now: Timestamp,
        wrap: impl FnOnce(Uuid) -> T,
    ) -> Result<T, NoRandomness> {
        self.random.uuid(now).map(wrap)
    }
}
