//! The threads of SQLite and the queues before them.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread::{Builder, JoinHandle},
};

use tokio::{runtime::Handle, task::spawn_blocking};

use super::{connection, deadline::Deadline, reader::Reader, remains, writer::Writer};
use crate::{
    Cause, DbError, Limits, OpenError,
    queue::{Queue, Refused},
    request::{Mode, Work},
};

pub(crate) struct Sqlite {
    path: PathBuf,
    limits: Limits,
    writes: Arc<Queue<Box<dyn Work>>>,
    reads: Arc<Queue<Box<dyn Work>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Sqlite {
    pub(crate) async fn open(path: PathBuf, limits: Limits) -> Result<Self, OpenError> {
        let handle = Handle::current();
        spawn_blocking(move || Self::start(&path, &limits, &handle))
            .await
            .map_err(|error| OpenError::Connect {
                source: Cause::new(error),
            })?
    }

    pub(crate) fn submit(&self, work: Box<dyn Work>) -> Result<(), Refused> {
        match work.mode() {
            Mode::Write => self.writes.push(work),
            Mode::Read => self.reads.push(work),
        }
    }

    pub(crate) async fn forget_remains(&self) -> Result<(), DbError> {
        let (path, limits) = (self.path.clone(), self.limits.clone());
        spawn_blocking(move || remains::forget(&path, &limits))
            .await
            .map_err(|error| DbError::unavailable("writing the file anew panicked", error))?
    }

    pub(crate) async fn close(&self) {
        self.end();
        let threads =
            std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        let joined =
            spawn_blocking(move || threads.into_iter().all(|thread| thread.join().is_ok())).await;
        if !matches!(joined, Ok(true)) {
            tracing::error!("a thread of the database ended by a panic");
        }
    }

    fn start(path: &Path, limits: &Limits, handle: &Handle) -> Result<Self, OpenError> {
        let sqlite = Self {
            path: path.to_owned(),
            limits: limits.clone(),
            writes: Arc::new(Queue::new(limits.queue)),
            reads: Arc::new(Queue::new(limits.queue)),
            threads: Mutex::default(),
        };
        let writer = connection::open(path, limits).map_err(|error| open_error(path, error))?;
        let writes = Arc::clone(&sqlite.writes);
        let bounds = limits.clone();
        sqlite.spawn("writer", handle, move || {
            Writer::new(writer, bounds).run(&writes);
        })?;
        for number in 0..limits.readers.max(1) {
            let mut connection =
                connection::open_reader(path, limits).map_err(|error| open_error(path, error))?;
            let deadline =
                Deadline::watching(&mut connection).map_err(|error| open_error(path, error))?;
            let reads = Arc::clone(&sqlite.reads);
            let bounds = limits.clone();
            sqlite.spawn(&format!("reader-{number}"), handle, move || {
                Reader::new(connection, deadline, bounds).run(&reads);
            })?;
        }
        Ok(sqlite)
    }

    /// A thread in which a timer or a channel finds its runtime, so that awaiting one is told as what it is.
    fn spawn(
        &self,
        name: &str,
        handle: &Handle,
        body: impl FnOnce() + Send + 'static,
    ) -> Result<(), OpenError> {
        let handle = handle.clone();
        let thread = Builder::new()
            .name(format!("sqlite-{name}"))
            .spawn(move || {
                let _entered = handle.enter();
                body();
            })
            .map_err(|error: io::Error| OpenError::Connect {
                source: Cause::new(error),
            })?;
        self.threads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(thread);
        Ok(())
    }

    fn end(&self) {
        self.writes.close();
        self.reads.close();
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.end();
    }
}

fn open_error(path: &Path, error: rusqlite::Error) -> OpenError {
    OpenError::File {
        path: path.display().to_string(),
        source: Cause::new(error),
    }
}
