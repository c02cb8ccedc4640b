//! Where the database is and how much of it may be used. Knows no configuration file.

use std::{fmt, path::PathBuf};

/// What [`crate::Db::open`] needs to know.
#[derive(Debug, Clone)]
pub struct DbOptions {
    pub place: Place,
    pub limits: Limits,
}

/// Where the data lie.
#[derive(Debug, Clone)]
pub enum Place {
    /// A file; it and its `-wal` and `-shm` must stay on one local disk.
    Sqlite {
        path: PathBuf,
    },
    Postgres(PostgresOptions),
}

/// How to reach PostgreSQL.
#[derive(Clone)]
pub struct PostgresOptions {
    /// `postgres://user:password@host1,host2/name?target_session_attrs=read-write&sslmode=require`.
    /// Where the server offers TLS, its certificate is always checked; `sslmode=disable` asks for a plain connection.
    pub url: String,
    /// PEM file with the authorities to trust in place of the public ones.
    pub ca_file: Option<PathBuf>,
    /// Connections that `write` may hold at once.
    pub write_connections: usize,
    /// Connections that `read` may hold at once; kept apart, so that reads never wait for writes.
    pub read_connections: usize,
}

/// Bounds of queues and waiting.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Closures that may wait for the writer, and as many for the readers, before `QueueFull`.
    pub queue: usize,
    /// Threads that read from SQLite, each with its own connection.
    pub readers: usize,
    /// How long a caller waits for its closure to start; after that it is never run.
    pub wait_ms: u64,
    /// How long a caller waits beyond `wait_ms` for a closure that has started.
    pub answer_ms: u64,
    /// Longest single statement: of a read on SQLite, of any on PostgreSQL.
    pub statement_ms: u64,
    /// A closure running longer is warned about.
    pub slow_ms: u64,
    /// Longest attempt to connect to one host of PostgreSQL, and longest wait for a lock of SQLite.
    pub connect_ms: u64,
    /// Most closures in one commit of SQLite.
    pub batch: usize,
    /// A commit of SQLite takes no further closure after this time.
    pub batch_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            queue: 1024,
            readers: 4,
            wait_ms: 5_000,
            answer_ms: 15_000,
            statement_ms: 10_000,
            slow_ms: 250,
            connect_ms: 5_000,
            batch: 512,
            batch_ms: 20,
        }
    }
}

impl DbOptions {
    /// SQLite in this file with the default limits.
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self {
            place: Place::Sqlite { path: path.into() },
            limits: Limits::default(),
        }
    }

    /// PostgreSQL at this URL with the default limits.
    pub fn postgres(url: impl Into<String>) -> Self {
        let options = PostgresOptions {
            url: url.into(),
            ca_file: None,
            write_connections: 8,
            read_connections: 8,
        };
        Self {
            place: Place::Postgres(options),
            limits: Limits::default(),
        }
    }
}

impl fmt::Debug for PostgresOptions {
    /// Without the URL, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresOptions")
            .field("ca_file", &self.ca_file)
            .field("write_connections", &self.write_connections)
            .field("read_connections", &self.read_connections)
            .finish_non_exhaustive()
    }
}
