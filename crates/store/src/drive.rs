//! What both drivers do with a closure: watch its time, and turn how it ended into a verdict.

use std::{panic::Location, time::Duration};

use crate::{DbError, Tx};

/// What is to become of a closure's statements.
#[derive(Debug)]
pub(crate) enum Verdict {
    Commit,
    /// The closure returned its own error, which is the answer.
    RollBack,
    Fail(DbError),
}

/// How the polling of a closure ended.
#[derive(Debug)]
pub(crate) enum End {
    Returned { ok: bool },
    ForeignAwait,
    Panicked,
}

pub(crate) fn verdict(end: End, tx: &Tx, location: &'static Location<'static>) -> Verdict {
    match end {
        End::Panicked => Verdict::Fail(DbError::Panicked { location }),
        End::ForeignAwait => Verdict::Fail(DbError::ForeignAwait { location }),
        End::Returned { ok: false } => Verdict::RollBack,
        End::Returned { ok: true } => match tx.failure() {
            None => Verdict::Commit,
            Some(error) if error.is_retryable() => Verdict::Fail(error),
            Some(error) => {
                tracing::error!(%location, %error, "a closure went on after a failed statement");
                Verdict::Fail(DbError::Poisoned)
            }
        },
    }
}

/// Warns about a closure that held its transaction too long.
pub(crate) fn warn_if_slow(took: Duration, slow_ms: u64, location: &'static Location<'static>) {
    if took >= Duration::from_millis(slow_ms) {
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tracing::warn!(%location, took_ms, "slow closure");
    }
}
