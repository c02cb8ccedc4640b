//! The few statements that exist twice, each with a sentence why.

use crate::{Backend, Tx};

/// The statement of the running database.
pub(crate) fn pick(tx: &Tx, sqlite: &'static str, postgres: &'static str) -> &'static str {
    match tx.backend() {
        Backend::Sqlite => sqlite,
        Backend::Postgres => postgres,
    }
}
