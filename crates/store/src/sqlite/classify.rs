//! What an error of SQLite means to a caller.

use rusqlite::{Error, ErrorCode, ffi};

use crate::{Cause, DbError};

pub(crate) fn classify(error: Error) -> DbError {
    let Some(failure) = error.sqlite_error() else {
        return DbError::Other {
            source: Cause::new(error),
        };
    };
    let (code, extended) = (failure.code, failure.extended_code);
    let source = Cause::new(error);
    match code {
        ErrorCode::ConstraintViolation => match extended {
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID => DbError::Unique {
                columns: columns(&source.to_string()),
                source,
            },
            _ => DbError::Constraint { source },
        },
        ErrorCode::ReadOnly => DbError::ReadOnly { source },
        ErrorCode::OperationInterrupted => DbError::TimedOut,
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::DiskFull
        | ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::OutOfMemory => DbError::Unavailable {
            doing: "SQLite could not go on",
            source: Some(source),
        },
        _ => DbError::Other { source },
    }
}

/// A commit that the disk failed may still be found complete in the log after a crash.
pub(crate) fn classify_commit(error: Error) -> DbError {
    if error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure) {
        return DbError::OutcomeUnknown {
            doing: "the disk failed during the commit",
            source: Some(Cause::new(error)),
        };
    }
    match classify(error) {
        DbError::Other { source } => DbError::Unavailable {
            doing: "the commit failed",
            source: Some(source),
        },
        known => known,
    }
}

/// From `UNIQUE constraint failed: agents.seller_id, agents.agent_id`.
fn columns(message: &str) -> String {
    message
        .split_once(": ")
        .map_or(message, |(_, columns)| columns)
        .to_owned()
}
