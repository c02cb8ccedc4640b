//! How a connection to SQLite is set up.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, config::DbConfig};

use crate::{Limits, clock};

/// Statements that stay prepared on each connection.
const STATEMENTS: usize = 512;
/// Between two attempts to give a new file its log.
const PAUSE: Duration = Duration::from_millis(10);

/// A connection that may write. Creates the file where there is none.
pub(crate) fn open(path: &Path, limits: &Limits) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_millis(limits.connect_ms))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Otherwise a statement that a partial index could serve is prepared again for each set of its parameters.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    write_ahead(&connection, limits)?;
    // FULL makes a commit durable, secure_delete overwrites what was erased.
    // One group of writes fills a thousand pages, after which SQLite would by itself copy them into the database.
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;
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

/// Two processes that open a new file at once stand in each other's way here, and SQLite tells one of them so at once, whatever its busy timeout.
fn write_ahead(connection: &Connection, limits: &Limits) -> rusqlite::Result<()> {
    let end = clock::now() + Duration::from_millis(limits.connect_ms);
    loop {
        match connection.execute_batch("PRAGMA journal_mode = WAL") {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && clock::now() < end =>
            {
                clock::pause(PAUSE);
            }
            done => return done,
        }
    }
}
