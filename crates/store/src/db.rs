//! The seam: `write` and `read` are the whole interface to either database.

use std::{
    fmt,
    panic::Location,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::broadcast;

use crate::{
    Backend, DbError, DbOptions, Limits, OpenError, Place, Tx, migrate,
    postgres::Postgres,
    queue::Refused,
    request::{Mode, Work, request},
    signals::{Signal, Signals},
    sqlite::Sqlite,
};

/// An open database. Cheap to clone; the last clone dropped, or [`Db::close`], ends it.
#[derive(Clone)]
pub struct Db {
    engine: Arc<Engine>,
    limits: Limits,
    signals: Arc<Signals>,
    demands_events_of: Option<&'static str>,
}

enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Db {
    /// Opens a database whose schema is exactly the one this program knows; [`migrate::apply`] brings it there.
    pub async fn open(options: &DbOptions) -> Result<Self, OpenError> {
        migrate::require_current(options).await?;
        let limits = options.limits.clone();
        let (signals, wires) = Signals::new();
        let engine = match &options.place {
            Place::Sqlite { path } => {
                Engine::Sqlite(Sqlite::open(path.clone(), limits.clone()).await?)
            }
            Place::Postgres(place) => {
                Engine::Postgres(Postgres::open(place, limits.clone(), wires)?)
            }
        };
        Ok(Self {
            engine: Arc::new(engine),
            limits,
            signals: Arc::new(signals),
            demands_events_of: None,
        })
    }

    /// From now on a write begun by code in this folder fails with [`DbError::Unrecorded`] where it changes what events tell of and records none.
    /// For tests: looking costs time, and what a test writes by itself has no events.
    #[must_use]
    pub fn demanding_events_of(self, folder: &'static str) -> Self {
        Self {
            demands_events_of: Some(folder),
            ..self
        }
    }

    /// Runs the closure in a transaction and answers after its commit.
    ///
    /// `Ok` from the closure commits, `Err` rolls back.
    /// The closure awaits nothing but its transaction, and may be run again where the database asks for it;
    /// what it captured it may read but not use up.
    /// An error of which [`DbError::OutcomeUnknown`] is not the kind means that nothing was committed.
    /// A dropped caller does not undo a closure that has started; one that has not is never run, or run again.
    #[track_caller]
    pub fn write<T, E, F>(
        &self,
        work: F,
    ) -> impl Future<Output = Result<T, E>> + Send + use<T, E, F>
    where
        F: AsyncFn(&Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (db, location) = (self.clone(), Location::caller());
        let demands = self
            .demands_events_of
            .is_some_and(|folder| location.file().starts_with(folder));
        async move {
            let recorded = Arc::new(AtomicBool::new(false));
            let noted = Arc::clone(&recorded);
            let noting = async move |tx: &Tx| {
                if demands {
                    tx.demand_events();
                }
                let returned = work(tx).await?;
                noted.store(tx.has_recorded(), Ordering::Relaxed);
                match tx.unrecorded() {
                    Some(table) => Err(DbError::Unrecorded { table, location }.into()),
                    None => Ok(returned),
                }
            };
            let answered = db.run(noting, Mode::Write, location).await;
            if answered.is_ok() && recorded.load(Ordering::Relaxed) {
                db.signals.recorded();
            }
            answered
        }
    }

    /// Runs the closure on one unchanging state of the database, in which it cannot write.
    #[track_caller]
    pub fn read<T, E, F>(&self, work: F) -> impl Future<Output = Result<T, E>> + Send + use<T, E, F>
    where
        F: AsyncFn(&Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.run(work, Mode::Read, Location::caller())
    }

    /// What is told from now on. A receiver that lags has missed some and should look by itself.
    pub fn signals(&self) -> broadcast::Receiver<Signal> {
        self.signals.receiver()
    }

    /// Tells every process that listens on this database, this one too. It may be lost.
    pub fn tell(&self, word: &str) {
        self.signals.tell(word);
    }

    /// From now on hears what other processes tell, on a connection of its own. On SQLite there are none.
    pub fn listen(&self) {
        self.signals.listen();
    }

    pub fn backend(&self) -> Backend {
        match *self.engine {
            Engine::Sqlite(_) => Backend::Sqlite,
            Engine::Postgres(_) => Backend::Postgres,
        }
    }

    /// Takes no further closure, finishes those it has, and lets go of the database.
    pub async fn close(&self) {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.close().await,
            Engine::Postgres(postgres) => postgres.close().await,
        }
    }

    /// Makes what was erased unreadable in the database's own files too, as far as the database can. SQLite writes its
    /// file anew, since it copies rows when pages fill up and overwrites only the last copy, and empties its log;
    /// writes wait meanwhile. PostgreSQL does the same when its tables are vacuumed, which is the operator's to say.
    pub async fn forget_remains(&self) -> Result<(), DbError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.forget_remains().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    fn run<T, E, F>(
        &self,
        work: F,
        mode: Mode,
        location: &'static Location<'static>,
    ) -> impl Future<Output = Result<T, E>> + Send + use<T, E, F>
    where
        F: AsyncFn(&Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = self.clone();
        async move {
            let (work, awaited) = request(work, mode, location);
            db.submit(work).map_err(|refused| match refused {
                Refused::Full => DbError::QueueFull,
                Refused::Closed => DbError::Unavailable {
                    doing: "it is closed",
                    source: None,
                },
            })?;
            let limits = db.limits.clone();
            awaited.answer(&limits).await
        }
    }

    fn submit(&self, work: Box<dyn Work>) -> Result<(), Refused> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.submit(work),
            Engine::Postgres(postgres) => postgres.submit(work),
        }
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db")
            .field("backend", &self.backend())
            .finish_non_exhaustive()
    }
}
