//! PostgreSQL behind the seam: a thread of its own runs the closures, so that their futures need not be `Send`.

mod attempt;
mod classify;
mod codec;
mod connect;
mod engine;
mod listen;
mod migrations;
mod placeholders;
mod runner;
mod snapshot;
mod statements;

#[cfg(feature = "testing")]
pub(crate) use connect::Target;
pub(crate) use engine::Postgres;
pub(crate) use migrations::{apply, version};
#[cfg(feature = "testing")]
pub(crate) use placeholders::mapped;
pub(crate) use snapshot::{Filling, Snapshot};
pub(crate) use statements::Statements;
