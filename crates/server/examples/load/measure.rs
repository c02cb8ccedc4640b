//! Running a number of turns by many at once, and what it took.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dopis::clock::Clock;
use serde::Serialize;
use tokio::task::JoinSet;

use crate::Failure;
use crate::work::CLIENTS;

/// Which turns are taken, and by how many at once: some that are not measured, and those after them.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Span {
    #[arg(long)]
    first: usize,
    #[arg(long)]
    warm_up: usize,
    #[arg(long)]
    measured: usize,
    #[arg(long, default_value_t = CLIENTS)]
    clients: usize,
}

/// What was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    pub(crate) a_second: f64,
    pub p50_us: u64,
    pub p99_us: u64,
}

/// Deals out turns until none is left.
#[derive(Debug)]
pub(crate) struct Turns {
    next: AtomicUsize,
    end: usize,
}

impl Turns {
    pub(crate) fn new(first: usize, end: usize) -> Turns {
        Turns {
            next: AtomicUsize::new(first),
            end,
        }
    }

    pub(crate) fn take(&self) -> Option<usize> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        (turn < self.end).then_some(turn)
    }
}

/// Time that has passed, for measuring.
pub(crate) fn elapsed() -> Duration {
    Clock::System.elapsed()
}

/// Runs the span's clients on its turns; each gives the times that its turns took.
pub(crate) async fn measure<F>(
    span: &Span,
    client: impl Fn(Arc<Turns>) -> F,
) -> Result<Figures, Failure>
where
    F: Future<Output = Result<Vec<Duration>, Failure>> + Send + 'static,
{
    let warm = span.first + span.warm_up;
    run(span.first, warm, span.clients, &client).await?;
    let begun = elapsed();
    let mut took = run(warm, warm + span.measured, span.clients, &client).await?;
    let all = elapsed() - begun;
    took.sort_unstable();
    Ok(Figures {
        a_second: took.len() as f64 / all.as_secs_f64(),
        p50_us: percentile_us(&took, 50),
        p99_us: percentile_us(&took, 99),
    })
}

async fn run<F>(
    first: usize,
    end: usize,
    count: usize,
    client: impl Fn(Arc<Turns>) -> F,
) -> Result<Vec<Duration>, Failure>
where
    F: Future<Output = Result<Vec<Duration>, Failure>> + Send + 'static,
{
    let turns = Arc::new(Turns::new(first, end));
    let mut clients = JoinSet::new();
    for _ in 0..count {
        clients.spawn(client(Arc::clone(&turns)));
    }
    let mut took = Vec::with_capacity(end - first);
    while let Some(ended) = clients.join_next().await {
        took.extend(ended??);
    }
    Ok(took)
}

fn percentile_us(sorted: &[Duration], percent: usize) -> u64 {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    let took = sorted.get(index).copied().unwrap_or_default();
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}
