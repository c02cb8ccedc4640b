//! A bound on how long the statements of a reader may run.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use rusqlite::Connection;

use crate::clock;

/// How many steps of SQLite's machine pass between two looks at the time.
const STEPS: i32 = 10_000;
const NEVER: u64 = u64::MAX;

/// When the running closure must be over, as milliseconds after `origin`.
#[derive(Clone)]
pub(crate) struct Deadline {
    origin: Instant,
    at_ms: Arc<AtomicU64>,
}

impl Deadline {
    /// A deadline whose passing interrupts the statements of this connection.
    pub(crate) fn watching(connection: &mut Connection) -> rusqlite::Result<Self> {
        let deadline = Self {
            origin: clock::now(),
            at_ms: Arc::new(AtomicU64::new(NEVER)),
        };
        let watched = deadline.clone();
        connection.progress_handler(STEPS, Some(move || watched.is_over()))?;
        Ok(deadline)
    }

    pub(crate) fn set(&self, after_ms: u64) {
        let at_ms = self.now_ms().saturating_add(after_ms);
        self.at_ms.store(at_ms, Ordering::Relaxed);
    }

    pub(crate) fn clear(&self) {
        self.at_ms.store(NEVER, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        self.now_ms() > self.at_ms.load(Ordering::Relaxed)
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(clock::now().duration_since(self.origin).as_millis()).unwrap_or(NEVER)
    }
}
