//! One run of one closure on one connection, up to its commit.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    task::Poll,
    time::Duration,
};

use deadpool_postgres::Object;
use tokio::time::timeout_at;

use super::{
    classify::{Remedy, classify, is_certain, remedy},
    statements::Statements,
};
use crate::{
    DbError, Limits, Tx, clock,
    drive::{End, Verdict, verdict, warn_if_slow},
    request::{Mode, Work},
    tx::Driver,
};

/// How a run ended.
pub(crate) struct Attempt {
    pub(crate) fate: Result<(), DbError>,
    pub(crate) remedy: Remedy,
    pub(crate) connection: Connection,
}

/// In what state a run leaves its connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Connection {
    Clean,
    /// Its transaction is open, and is to be rolled back.
    InTransaction,
    /// Nobody knows: it is not to be used again.
    Unknown,
}

/// Runs the closure and commits a write. A read is left in its transaction, so that its answer need not wait.
pub(crate) async fn attempt(client: &Rc<Object>, work: &mut dyn Work, limits: &Limits) -> Attempt {
    let deadline =
        tokio::time::Instant::from_std(clock::now()) + Duration::from_millis(limits.answer_ms);
    let (mode, location) = (work.mode(), work.location());
    let tx = Tx::new(
        Driver::Postgres(Statements::new(Rc::clone(client), mode)),
        mode,
    );
    let Driver::Postgres(statements) = tx.driver() else {
        return Attempt::failed(DbError::Poisoned, Remedy::None, Connection::Clean);
    };
    let started = clock::now();
    let ended = timeout_at(deadline, run(work, &tx, statements)).await;
    warn_if_slow(started.elapsed(), limits.slow_ms, location);
    let Ok(end) = ended else {
        return Attempt::failed(DbError::TimedOut, Remedy::None, Connection::Unknown);
    };
    let connection = if statements.has_begun() {
        Connection::InTransaction
    } else {
        Connection::Clean
    };
    let returned = matches!(end, End::Returned { .. });
    match (verdict(end, &tx, location), statements.remedy()) {
        (verdict, remedy @ (Remedy::Again | Remedy::Once | Remedy::Reconnect)) if returned => {
            let fate = match verdict {
                Verdict::Fail(error) => Err(error),
                Verdict::Commit | Verdict::RollBack => Ok(()),
            };
            let connection = if remedy == Remedy::Reconnect {
                Connection::Unknown
            } else {
                connection
            };
            Attempt {
                fate,
                remedy,
                connection,
            }
        }
        (Verdict::Fail(error), _) => Attempt::failed(error, Remedy::None, connection),
        (Verdict::RollBack, _) => Attempt {
            fate: Ok(()),
            remedy: Remedy::None,
            connection,
        },
        (Verdict::Commit, _) if mode == Mode::Read || !statements.has_begun() => Attempt {
            fate: Ok(()),
            remedy: Remedy::None,
            connection,
        },
        (Verdict::Commit, _) => commit(client, deadline).await,
    }
}

/// Polls the closure to its end. It may be pending only while a statement of its own is on the wire.
async fn run(work: &mut dyn Work, tx: &Tx, statements: &Statements) -> End {
    let mut future = Some(work.run(tx));
    poll_fn(|context| {
        // Nothing of the closure outlives a panic but its transaction, which is rolled back.
        let polled = catch_unwind(AssertUnwindSafe(|| {
            let polled = future
                .as_mut()
                .map(|future| Pin::as_mut(future).poll(context));
            match polled {
                Some(Poll::Pending) if statements.is_waiting() => None,
                Some(Poll::Ready(ok)) => Some(End::Returned { ok }),
                Some(Poll::Pending) | None => {
                    drop(future.take());
                    Some(End::ForeignAwait)
                }
            }
        }));
        match polled {
            Ok(Some(end)) => Poll::Ready(end),
            Ok(None) => Poll::Pending,
            Err(_) => Poll::Ready(End::Panicked),
        }
    })
    .await
}

async fn commit(client: &Rc<Object>, deadline: tokio::time::Instant) -> Attempt {
    if client.is_closed() {
        let lost = DbError::Unavailable {
            doing: "the connection was lost",
            source: None,
        };
        return Attempt::failed(lost, Remedy::Reconnect, Connection::Unknown);
    }
    match timeout_at(deadline, client.batch_execute("COMMIT")).await {
        Ok(Ok(())) => Attempt {
            fate: Ok(()),
            remedy: Remedy::None,
            connection: Connection::Clean,
        },
        Ok(Err(error)) if is_certain(&error) => {
            let remedy = remedy(&error, Mode::Write);
            Attempt::failed(classify(error), remedy, Connection::InTransaction)
        }
        Ok(Err(error)) => {
            let DbError::Unavailable { source, .. } = DbError::unavailable("", error) else {
                return Attempt::failed(DbError::Poisoned, Remedy::None, Connection::Unknown);
            };
            let unknown = DbError::OutcomeUnknown {
                doing: "the connection was lost during the commit",
                source,
            };
            Attempt::failed(unknown, Remedy::None, Connection::Unknown)
        }
        Err(_) => {
            let unknown = DbError::OutcomeUnknown {
                doing: "the commit took too long",
                source: None,
            };
            Attempt::failed(unknown, Remedy::None, Connection::Unknown)
        }
    }
}

impl Attempt {
    fn failed(error: DbError, remedy: Remedy, connection: Connection) -> Self {
        Self {
            fate: Err(error),
            remedy,
            connection,
        }
    }
}
