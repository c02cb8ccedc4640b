//! How a connection to SQLite is set up.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, config::DbConfig};

use crate::Limits;

/// Statements that stay prepared on each connection.
const STATEMENTS: usize = 512;

/// A connection that may write. Creates the file where there is none.
pub(crate) fn open(path: &Path, limits: &Limits) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_millis(limits.connect_ms))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Otherwise a statement that a partial index could serve is prepared again for each set of its parameters.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // FULL makes a commit durable, secure_delete overwrites what was erased.
    // One group of writes fills a thousand pages, after which SQLite would by itself copy them into the database.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;
         PRAGMA mmap_size = 268435456;
         PRAGMA wal_autocheckpoint = 16384;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(connection)
}

/// A connection that refuses to write.
pub(crate) fn open_reader(path: &Path, limits: &Limits) -> rusqlite::Result<Connection> {
    let connection = open(path, limits)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -16384;")?;
    Ok(connection)
}
