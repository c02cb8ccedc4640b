//! A thread that reads: its own connection, one snapshot per closure, statements bounded in time.

use std::{
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use rusqlite::Connection;

use super::{classify::classify, closure, statements::Statements};
use crate::{
    DbError, Limits, Tx, clock,
    drive::Verdict,
    queue::Queue,
    request::{Mode, Work},
    tx::Driver,
};

/// How many steps of SQLite's machine pass between two looks at the time.
const STEPS: i32 = 10_000;

pub(crate) struct Reader {
    connection: Rc<Connection>,
    queue: Arc<Queue<Box<dyn Work>>>,
    limits: Limits,
    deadline: Deadline,
}

/// When the running closure must be over, as milliseconds after `origin`.
#[derive(Clone)]
struct Deadline {
    origin: Instant,
    at_ms: Arc<AtomicU64>,
}

impl Reader {
    pub(crate) fn new(
        mut connection: Connection,
        queue: Arc<Queue<Box<dyn Work>>>,
        limits: Limits,
    ) -> rusqlite::Result<Self> {
        let deadline = Deadline {
            origin: clock::now(),
            at_ms: Arc::new(AtomicU64::new(u64::MAX)),
        };
        let watched = deadline.clone();
        connection.progress_handler(STEPS, Some(move || watched.is_over()))?;
        Ok(Self {
            connection: Rc::new(connection),
            queue,
            limits,
            deadline,
        })
    }

    /// Works until the queue is closed and empty.
    pub(crate) fn run(self) {
        while let Some(work) = self.queue.pop() {
            if work.start() {
                self.read(work);
            }
        }
    }

    fn read(&self, mut work: Box<dyn Work>) {
        if let Err(error) = self.batch("BEGIN") {
            work.answer(Err(error));
            return;
        }
        self.deadline.set(self.limits.statement_ms);
        let statements = Statements::new(Rc::clone(&self.connection));
        let tx = Tx::new(Driver::Sqlite(statements), Mode::Read);
        let fate = match closure::run(work.as_mut(), &tx, &self.limits) {
            Verdict::Commit | Verdict::RollBack => Ok(()),
            Verdict::Fail(error) => Err(error),
        };
        self.deadline.clear();
        work.answer(fate);
        if let Err(error) = self.batch("ROLLBACK") {
            tracing::error!(%error, "ending a read failed");
        }
    }

    fn batch(&self, sql: &str) -> Result<(), DbError> {
        self.connection.execute_batch(sql).map_err(classify)
    }
}

impl Deadline {
    fn now_ms(&self) -> u64 {
        u64::try_from(self.origin.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn set(&self, after_ms: u64) {
        self.at_ms
            .store(self.now_ms().saturating_add(after_ms), Ordering::Relaxed);
    }

    fn clear(&self) {
        self.at_ms.store(u64::MAX, Ordering::Relaxed);
    }

    fn is_over(&self) -> bool {
        self.now_ms() > self.at_ms.load(Ordering::Relaxed)
    }
}
