//! Leaves no trace of deleted rows in the files of a database.

use std::path::Path;

use super::{classify::classify, connection};
use crate::{DbError, Limits};

/// Writes the file anew and empties the log beside it. A log that somebody still reads from is an error: nothing is
/// lost, and the same may succeed later.
pub(super) fn forget(path: &Path, limits: &Limits) -> Result<(), DbError> {
    let connection = connection::open(path, limits).map_err(classify)?;
    // A copy of everything may be larger than the memory.
    connection
        .execute_batch("PRAGMA temp_store = FILE; VACUUM")
        .map_err(classify)?;
    let row = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
    match row.map_err(classify)? {
        0_i64 => Ok(()),
        _ => Err(DbError::Unavailable {
            doing: "somebody still reads from the write-ahead log, which cannot be emptied yet",
            source: None,
        }),
    }
}
