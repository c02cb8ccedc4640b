//! Why a whole database could not be read or moved.

use crate::{DbError, OpenError};

/// Whatever it is, the target of a transfer or restoration is as empty as before, unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    #[error("a database cannot be used")]
    Open(#[from] OpenError),
    #[error("the database to transfer from is not SQLite")]
    NotSqlite,
    #[error("the database to transfer to is not PostgreSQL")]
    NotPostgres,
    #[error("somebody else has the SQLite database open: stop the service first")]
    InUse,
    #[error("the target is not empty: its table {table} has rows")]
    NotEmpty { table: String },
    #[error("the databases do not have the same table {table}")]
    OtherSchema { table: String },
    #[error("tables refer to each other in a circle or to one that is not there")]
    Circle,
    #[error("reading the schema")]
    Schema(#[source] DbError),
    #[error("locking the tables of the target")]
    Lock(#[source] DbError),
    #[error("reading the table {table}")]
    Read {
        table: String,
        #[source]
        source: DbError,
    },
    #[error("writing the table {table}")]
    Write {
        table: String,
        #[source]
        source: DbError,
    },
    #[error("row {row} of the table {table} arrived differently; nothing was kept")]
    Differs { table: String, row: u64 },
    #[error("{what} comes where it is not expected; nothing was kept")]
    Unexpected { what: String },
    #[error("the table {table} is missing; nothing was kept")]
    Missing { table: String },
    #[error("the table {table} was read back differently than it came; nothing was kept")]
    ReadBackDiffers { table: String },
    #[error("the source changed while it was read; nothing was kept")]
    DigestsDiffer,
    /// It may be there: then it is whole, and a second attempt is refused because the target is not empty.
    #[error("the answer to the commit was lost; compare the digests of both databases")]
    Commit(#[source] DbError),
}
