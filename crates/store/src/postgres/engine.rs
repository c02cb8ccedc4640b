//! The thread in which closures for PostgreSQL run, and the places before it.

use std::{
    io,
    rc::Rc,
    sync::{Arc, Mutex, PoisonError},
    thread::{Builder, JoinHandle},
};

use deadpool_postgres::Pool;
use tokio::{
    runtime::{self, Runtime},
    sync::{
        Semaphore,
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    },
    task::{JoinSet, LocalSet, spawn_blocking},
};

use super::{
    connect::Target,
    listen,
    runner::{Waiting, run},
};
use crate::{
    Cause, Limits, OpenError, PostgresOptions,
    queue::Refused,
    request::{Mode, Work},
    signals::Wires,
};

pub(crate) struct Postgres {
    /// Gone once the database is closed.
    sender: Mutex<Option<UnboundedSender<Waiting>>>,
    writes: Arc<Semaphore>,
    reads: Arc<Semaphore>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Pools {
    writes: Pool,
    reads: Pool,
}

impl Postgres {
    pub(crate) fn open(
        options: &PostgresOptions,
        limits: Limits,
        wires: Wires,
    ) -> Result<Self, OpenError> {
        let target = Target::new(options, &limits)?;
        let pools = Pools {
            writes: target.pool(options.write_connections, &limits)?,
            reads: target.pool(options.read_connections, &limits)?,
        };
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(thread_error)?;
        let (sender, receiver) = unbounded_channel();
        let places = limits.queue;
        let thread = Builder::new()
            .name("postgres".into())
            .spawn(move || {
                serve(
                    &runtime,
                    receiver,
                    pools,
                    limits,
                    listen::run(target, wires),
                )
            })
            .map_err(thread_error)?;
        Ok(Self {
            sender: Mutex::new(Some(sender)),
            writes: Arc::new(Semaphore::new(places)),
            reads: Arc::new(Semaphore::new(places)),
            thread: Mutex::new(Some(thread)),
        })
    }

    pub(crate) fn submit(&self, work: Box<dyn Work>) -> Result<(), Refused> {
        let places = match work.mode() {
            Mode::Write => &self.writes,
            Mode::Read => &self.reads,
        };
        let place = Arc::clone(places)
            .try_acquire_owned()
            .map_err(|_| Refused::Full)?;
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = sender.as_ref().ok_or(Refused::Closed)?;
        sender
            .send(Waiting { work, place })
            .map_err(|_| Refused::Closed)
    }

    pub(crate) async fn close(&self) {
        drop(
            self.sender
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let Some(thread) = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
        else {
            return;
        };
        if !matches!(spawn_blocking(move || thread.join()).await, Ok(Ok(()))) {
            tracing::error!("the thread of the database ended by a panic");
        }
    }
}

/// Starts every closure as it arrives; ends when the database is closed and the last one is answered.
fn serve(
    runtime: &Runtime,
    mut receiver: UnboundedReceiver<Waiting>,
    pools: Pools,
    limits: Limits,
    listening: impl Future<Output = ()> + 'static,
) {
    let limits = Rc::new(limits);
    LocalSet::new().block_on(runtime, async {
        let mut running = JoinSet::new();
        // Ends with this set: nothing waits for it.
        let mut beside = JoinSet::new();
        beside.spawn_local(listening);
        loop {
            tokio::select! {
                biased;
                waiting = receiver.recv() => {
                    let Some(waiting) = waiting else { break };
                    let pool = match waiting.work.mode() {
                        Mode::Write => &pools.writes,
                        Mode::Read => &pools.reads,
                    };
                    running.spawn_local(run(pool.clone(), waiting, Rc::clone(&limits)));
                }
                Some(_) = running.join_next() => {}
            }
        }
        while running.join_next().await.is_some() {}
    });
}

fn thread_error(error: impl Into<io::Error>) -> OpenError {
    OpenError::Connect {
        source: Cause::new(error.into()),
    }
}
