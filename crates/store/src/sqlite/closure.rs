//! Running one closure on SQLite: every statement is over at once, so one poll must finish it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    task::{Context, Poll, Waker},
};

use crate::{
    Limits, Tx, clock,
    drive::{End, Verdict, verdict, warn_if_slow},
    request::Work,
};

pub(crate) fn run(work: &mut dyn Work, tx: &Tx, limits: &Limits) -> Verdict {
    let location = work.location();
    let started = clock::now();
    // Nothing of the closure outlives a panic but its transaction, which is rolled back.
    let polled = catch_unwind(AssertUnwindSafe(|| {
        let mut future = work.run(tx);
        future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
    }));
    warn_if_slow(started.elapsed(), limits.slow_ms, location);
    let end = match polled {
        Ok(Poll::Ready(ok)) => End::Returned { ok },
        Ok(Poll::Pending) => End::ForeignAwait,
        Err(_) => End::Panicked,
    };
    verdict(end, tx, location)
}

/// Keeps a panic in what surrounds a closure (its answer being made) from ending the thread that all others need.
pub(crate) fn guarded(what: &'static str, body: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(body)).is_err() {
        tracing::error!("{what} panicked outside its closure");
    }
}
