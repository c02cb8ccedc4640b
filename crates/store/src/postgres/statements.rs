//! The statements of one transaction on PostgreSQL.
//!
//! The transaction begins together with its first statement, in the same round trip.
//! Statements that are polled together are on the wire together, in the order in which they were polled first.

use std::{cell::Cell, fmt, future::poll_fn, pin::pin, rc::Rc, task::Poll};

use deadpool_postgres::Object;
use tokio::{
    sync::{Mutex, MutexGuard},
    task::yield_now,
};
use tokio_postgres::{Error, Statement, types::ToSql};

use super::{
    classify::{Remedy, classify, is_aftermath, remedy},
    codec,
    placeholders::mapped,
};
use crate::{DbError, Row, Value, request::Mode};

/// Polls after which a statement no longer waits for the one that failed before it.
const YIELDS: u32 = 32;

/// The statements of one closure.
pub(crate) struct Statements {
    client: Rc<Object>,
    mode: Mode,
    begun: Cell<bool>,
    /// Statements on the wire whose answer somebody awaits.
    open: Cell<usize>,
    /// A statement was sent and its answer not awaited, so nobody knows whether it failed.
    abandoned: Cell<bool>,
    /// Whose it is may send.
    turn: Mutex<()>,
    remedy: Cell<Remedy>,
    /// A statement failed for a reason of its own.
    failed: Cell<bool>,
}

/// One statement on the wire.
struct Open<'a> {
    statements: &'a Statements,
    is_answered: bool,
}

impl Statements {
    pub(crate) fn new(client: Rc<Object>, mode: Mode) -> Self {
        Self {
            client,
            mode,
            begun: Cell::new(false),
            open: Cell::new(0),
            abandoned: Cell::new(false),
            turn: Mutex::new(()),
            remedy: Cell::new(Remedy::None),
            failed: Cell::new(false),
        }
    }

    pub(crate) async fn execute(
        &self,
        sql: &'static str,
        params: &[Value],
    ) -> Result<u64, DbError> {
        self.send(async {
            let (turn, statement) = self.prepared(sql).await;
            let (statement, params) = (statement?, borrowed(params));
            sent(self.client.execute(&statement, &params), turn).await
        })
        .await
    }

    pub(crate) async fn query(
        &self,
        sql: &'static str,
        params: &[Value],
    ) -> Result<Vec<Row>, DbError> {
        let rows = self
            .send(async {
                let (turn, statement) = self.prepared(sql).await;
                let (statement, params) = (statement?, borrowed(params));
                sent(self.client.query(&statement, &params), turn).await
            })
            .await?;
        rows.iter().map(codec::own).collect()
    }

    pub(crate) fn has_begun(&self) -> bool {
        self.begun.get()
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.open.get() > 0
    }

    pub(crate) fn has_abandoned(&self) -> bool {
        self.abandoned.get()
    }

    pub(crate) fn remedy(&self) -> Remedy {
        self.remedy.get()
    }

    /// The prepared statement, once those that were polled before it have been sent.
    ///
    /// On a new connection one takes longer to prepare than another; run in that order, an insert would meet the key
    /// that another transaction took before the update behind it meets that transaction.
    async fn prepared(&self, sql: &'static str) -> (MutexGuard<'_, ()>, Result<Statement, Error>) {
        let sql = mapped(sql);
        tokio::join!(biased; self.turn.lock(), self.client.prepare_cached(&sql))
    }

    async fn send<T>(
        &self,
        statement: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, DbError> {
        let mut open = Open::new(self);
        let result = if self.begun.replace(true) {
            statement.await
        } else {
            let (begin, result) =
                tokio::join!(biased; self.client.batch_execute(begin(self.mode)), statement);
            begin.and(result)
        };
        if result.as_ref().is_err_and(is_aftermath) {
            self.cause_of_aftermath().await;
        } else if result.is_err() {
            self.failed.set(true);
        }
        open.is_answered = true;
        result.map_err(|error| {
            if self.remedy.get() == Remedy::None {
                self.remedy.set(remedy(&error, self.mode));
            }
            classify(error)
        })
    }

    /// Lets the statement that failed first, whose answer has come already, be polled before those behind it.
    ///
    /// Otherwise `try_join!`, which polls in any order, would end with the aftermath and drop the reason,
    /// and a conflict would not be recognised.
    async fn cause_of_aftermath(&self) {
        for _ in 0..YIELDS {
            if self.failed.get() || self.abandoned.get() || self.open.get() == 1 {
                return;
            }
            yield_now().await;
        }
    }
}

/// Polled once, a statement is on the wire, and the turn is the next one's.
async fn sent<T>(
    statement: impl Future<Output = Result<T, Error>>,
    turn: MutexGuard<'_, ()>,
) -> Result<T, Error> {
    let mut statement = pin!(statement);
    let first = poll_fn(|context| Poll::Ready(statement.as_mut().poll(context))).await;
    drop(turn);
    match first {
        Poll::Ready(result) => result,
        Poll::Pending => statement.await,
    }
}

/// Both see one state of the database from their first statement on; a write that meets another is run again.
fn begin(mode: Mode) -> &'static str {
    match mode {
        Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        // Not `READ WRITE`: that would override an administrator's `default_transaction_read_only`.
        Mode::Write => "BEGIN ISOLATION LEVEL REPEATABLE READ",
    }
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params
        .iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}

impl<'a> Open<'a> {
    fn new(statements: &'a Statements) -> Self {
        statements.open.set(statements.open.get() + 1);
        Self {
            statements,
            is_answered: false,
        }
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.statements.open.set(self.statements.open.get() - 1);
        if !self.is_answered {
            self.statements.abandoned.set(true);
        }
    }
}

impl fmt::Debug for Statements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Statements")
            .field("begun", &self.begun)
            .field("open", &self.open)
            .finish_non_exhaustive()
    }
}
