//! The one thread that writes: every waiting closure by itself, one durable commit for all of them.

use std::{rc::Rc, time::Duration};

use rusqlite::Connection;

use super::{
    classify::{classify, classify_commit},
    closure,
    statements::Statements,
};
use crate::{
    DbError, Limits, Tx, clock,
    drive::Verdict,
    queue::Queue,
    request::{Mode, Work},
    tx::Driver,
};

pub(crate) struct Writer {
    connection: Rc<Connection>,
    limits: Limits,
}

type Waiting = Queue<Box<dyn Work>>;

/// A closure that has run, and what became of its statements so far.
struct Ran {
    work: Box<dyn Work>,
    fate: Result<(), DbError>,
}

impl Writer {
    pub(crate) fn new(connection: Connection, limits: Limits) -> Self {
        Self {
            connection: Rc::new(connection),
            limits,
        }
    }

    /// Works until the queue is closed and empty.
    pub(crate) fn run(&self, queue: &Waiting) {
        while let Some(first) = queue.pop() {
            if first.start() {
                closure::guarded("a write", || self.commit_group(first, queue));
            }
        }
    }

    fn commit_group(&self, first: Box<dyn Work>, queue: &Waiting) {
        if let Err(error) = self.begin() {
            first.answer(Err(error));
            return;
        }
        let mut group = self.run_group(first, queue);
        if let Err(error) = self.commit() {
            tracing::error!(%error, closures = group.len(), "a commit failed");
            let is_alone = group.len() == 1;
            for ran in group.iter_mut().filter(|ran| ran.fate.is_ok()) {
                ran.fate = Err(match &error {
                    // Of several nobody can say whose fault it was, and each may succeed in another group.
                    DbError::Constraint { .. } if !is_alone => {
                        DbError::unavailable("the commit of the group failed", error.clone())
                    }
                    error => error.clone(),
                });
            }
        }
        for ran in group {
            ran.work.answer(ran.fate);
        }
    }

    fn begin(&self) -> Result<(), DbError> {
        // A group whose end failed is still open.
        if !self.connection.is_autocommit() {
            self.batch("ROLLBACK")?;
        }
        self.batch("BEGIN IMMEDIATE")
    }

    fn commit(&self) -> Result<(), DbError> {
        if self.connection.is_autocommit() {
            return Err(DbError::Unavailable {
                doing: "SQLite rolled the group back",
                source: None,
            });
        }
        let Err(error) = self.connection.execute_batch("COMMIT") else {
            return Ok(());
        };
        if !self.connection.is_autocommit()
            && let Err(error) = self.batch("ROLLBACK")
        {
            tracing::error!(%error, "a rollback failed");
        }
        Err(classify_commit(error))
    }

    fn run_group(&self, first: Box<dyn Work>, queue: &Waiting) -> Vec<Ran> {
        let closing = clock::now() + Duration::from_millis(self.limits.batch_ms);
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(work) = next.take() {
            group.push(match group.len() {
                0 => self.run_first(work),
                _ => self.run_later(work),
            });
            if self.connection.is_autocommit() {
                // SQLite itself has rolled the whole transaction back (a full disk, an I/O error).
                break;
            }
            while next.is_none() && group.len() < self.limits.batch && clock::now() < closing {
                match queue.try_pop() {
                    Some(work) if work.start() => next = Some(work),
                    Some(_) => {}
                    None => return group,
                }
            }
        }
        group
    }

    /// The group's transaction holds nothing else yet: undone is all of it, and no savepoint keeps the pages as they were.
    fn run_first(&self, work: Box<dyn Work>) -> Ran {
        self.run_one(work, "ROLLBACK; BEGIN IMMEDIATE")
    }

    /// In a savepoint, which stays until the commit.
    fn run_later(&self, work: Box<dyn Work>) -> Ran {
        match self.batch("SAVEPOINT closure") {
            Err(error) => Ran {
                work,
                fate: Err(error),
            },
            Ok(()) => {
                let mut ran = self.run_one(work, "ROLLBACK TO closure");
                if !self.connection.is_autocommit()
                    && let Err(error) = self.batch("RELEASE closure")
                {
                    ran.fate = Err(error);
                }
                ran
            }
        }
    }

    fn run_one(&self, mut work: Box<dyn Work>, undo: &str) -> Ran {
        let statements = Statements::new(Rc::clone(&self.connection));
        let tx = Tx::new(Driver::Sqlite(statements), Mode::Write);
        let fate = match closure::run(work.as_mut(), &tx, &self.limits) {
            Verdict::Commit => Ok(()),
            Verdict::RollBack => self.undo(undo, Ok(())),
            Verdict::Fail(error) => self.undo(undo, Err(error)),
        };
        Ran { work, fate }
    }

    fn undo(&self, undo: &str, fate: Result<(), DbError>) -> Result<(), DbError> {
        if !self.connection.is_autocommit() {
            self.batch(undo)?;
        }
        fate
    }

    fn batch(&self, sql: &str) -> Result<(), DbError> {
        self.connection.execute_batch(sql).map_err(classify)
    }
}
