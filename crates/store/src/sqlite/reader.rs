//! A thread that reads: its own connection, one snapshot per closure, statements bounded in time.

use std::rc::Rc;

use rusqlite::Connection;

use super::{classify::classify, closure, deadline::Deadline, statements::Statements};
use crate::{
    DbError, Limits, Tx,
    drive::Verdict,
    queue::Queue,
    request::{Mode, Work},
    tx::Driver,
};

pub(crate) struct Reader {
    connection: Rc<Connection>,
    deadline: Deadline,
    limits: Limits,
}

impl Reader {
    pub(crate) fn new(connection: Connection, deadline: Deadline, limits: Limits) -> Self {
        Self {
            connection: Rc::new(connection),
            deadline,
            limits,
        }
    }

    /// Works until the queue is closed and empty.
    pub(crate) fn run(&self, queue: &Queue<Box<dyn Work>>) {
        while let Some(work) = queue.pop() {
            if work.start() {
                closure::guarded("a read", || self.read(work));
            }
        }
    }

    fn read(&self, mut work: Box<dyn Work>) {
        if let Err(error) = self.begin() {
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

    fn begin(&self) -> Result<(), DbError> {
        self.deadline.clear();
        // A read whose end failed is still open.
        if !self.connection.is_autocommit() {
            self.batch("ROLLBACK")?;
        }
        self.batch("BEGIN")
    }

    fn batch(&self, sql: &str) -> Result<(), DbError> {
        self.connection.execute_batch(sql).map_err(classify)
    }
}
