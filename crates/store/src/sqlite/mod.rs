//! SQLite behind the seam: one writer that commits in groups, and readers that never wait for it.

mod classify;
mod closure;
mod connection;
mod deadline;
mod engine;
mod migrations;
mod reader;
mod remains;
mod snapshot;
mod statements;
mod writer;

#[cfg(feature = "testing")]
pub(crate) use connection::open as open_connection;
pub(crate) use engine::Sqlite;
pub(crate) use migrations::{apply, version};
pub(crate) use snapshot::Snapshot;
pub(crate) use statements::Statements;
