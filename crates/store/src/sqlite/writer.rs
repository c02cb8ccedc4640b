//! The one thread that writes: every waiting closure in its own savepoint, one durable commit for all of them.

use std::{rc::Rc, sync::Arc, time::Duration};

use rusqlite::Connection;

use super::{classify::classify, closure, statements::Statements};
use crate::{
    DbError, Limits, Tx, clock,
    drive::Verdict,
    queue::Queue,
    request::{Mode, Work},
    tx::Driver,
};

pub(crate) struct Writer {
    connection: Rc<Connection>,
    queue: Arc<Queue<Box<dyn Work>>>,
    limits: Limits,
}

/// A closure that has run, and what became of its statements so far.
struct Ran {
    work: Box<dyn Work>,
    fate: Result<(), DbError>,
}

impl Writer {
    pub(crate) fn new(
        connection: Connection,
        queue: Arc<Queue<Box<dyn Work>>>,
        limits: Limits,
    ) -> Self {
        Self {
            connection: Rc::new(connection),
            queue,
            limits,
        }
    }

    /// Works until the queue is closed and empty.
    pub(crate) fn run(self) {
        while let Some(first) = self.queue.pop() {
            if first.start() {
                self.commit_group(first);
            }
        }
    }

    fn commit_group(&self, first: Box<dyn Work>) {
        if let Err(error) = self.batch("BEGIN IMMEDIATE") {
            first.answer(Err(error));
            return;
        }
        let mut group = self.run_group(first);
        if let Err(error) = self.batch("COMMIT") {
            tracing::error!(%error, closures = group.len(), "a commit failed");
            self.roll_back();
            let is_alone = group.len() == 1;
            for ran in group.iter_mut().filter(|ran| ran.fate.is_ok()) {
                // Of several nobody can say whose fault it was, and each may succeed in another group.
                let shared =
                    || DbError::unavailable("the commit of the group failed", error.clone());
                ran.fate = Err(if is_alone { error.clone() } else { shared() });
            }
        }
        for ran in group {
            ran.work.answer(ran.fate);
        }
    }

    fn run_group(&self, first: Box<dyn Work>) -> Vec<Ran> {
        let closing = clock::now() + Duration::from_millis(self.limits.batch_ms);
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(work) = next.take() {
            group.push(self.run_one(work));
            if self.connection.is_autocommit() {
                // SQLite itself has rolled the whole transaction back (a full disk, an I/O error).
                break;
            }
            while next.is_none() && group.len() < self.limits.batch && clock::now() < closing {
                match self.queue.try_pop() {
                    Some(work) if work.start() => next = Some(work),
                    Some(_) => {}
                    None => return group,
                }
            }
        }
        group
    }

    fn run_one(&self, mut work: Box<dyn Work>) -> Ran {
        if let Err(error) = self.batch("SAVEPOINT closure") {
            return Ran {
                work,
                fate: Err(error),
            };
        }
        let statements = Statements::new(Rc::clone(&self.connection));
        let tx = Tx::new(Driver::Sqlite(statements), Mode::Write);
        let fate = match closure::run(work.as_mut(), &tx, &self.limits) {
            Verdict::Commit => self.batch("RELEASE closure"),
            Verdict::RollBack => self.undo(Ok(())),
            Verdict::Fail(error) => self.undo(Err(error)),
        };
        Ran { work, fate }
    }

    fn undo(&self, fate: Result<(), DbError>) -> Result<(), DbError> {
        if !self.connection.is_autocommit() {
            self.batch("ROLLBACK TO closure; RELEASE closure")?;
        }
        fate
    }

    fn roll_back(&self) {
        if self.connection.is_autocommit() {
            return;
        }
        if let Err(error) = self.batch("ROLLBACK") {
            tracing::error!(%error, "a rollback failed");
        }
    }

    fn batch(&self, sql: &str) -> Result<(), DbError> {
        self.connection.execute_batch(sql).map_err(classify)
    }
}
