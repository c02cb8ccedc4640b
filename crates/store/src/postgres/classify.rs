//! What an error of PostgreSQL means to a caller, and what may help against it.

use std::{error::Error as _, io};

use tokio_postgres::{Error, error::SqlState};

use crate::{Cause, DbError, request::Mode};

/// What may help when a statement or a commit has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remedy {
    None,
    /// The same closure again.
    Again,
    /// The same closure again, but not a third time.
    Once,
    /// The same closure again, on another connection: this one leads nowhere, or to a node that takes no writes.
    Reconnect,
}

pub(crate) fn remedy(error: &Error, mode: Mode) -> Remedy {
    let Some(code) = error.code() else {
        return if is_lost(error) {
            Remedy::Reconnect
        } else {
            Remedy::None
        };
    };
    match code.code() {
        "40001" | "40P01" => Remedy::Again,
        // The other row may have come after this transaction's snapshot; if it was there before, it is there again.
        "23505" if mode == Mode::Write => Remedy::Once,
        "25006" if mode == Mode::Write => Remedy::Reconnect,
        "57P01" | "57P02" | "57P03" => Remedy::Reconnect,
        // A plan from before a migration.
        "0A000"
            if error.as_db_error().and_then(|db| db.routine()) == Some("RevalidateCachedQuery") =>
        {
            Remedy::Reconnect
        }
        code if code.starts_with("08") => Remedy::Reconnect,
        _ => Remedy::None,
    }
}

/// Whether only a statement before this one failed.
pub(crate) fn is_aftermath(error: &Error) -> bool {
    error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION)
}

/// Whether a commit that failed like this has certainly not happened.
pub(crate) fn is_certain(error: &Error) -> bool {
    error
        .code()
        .is_some_and(|code| !code.code().starts_with("57") && !code.code().starts_with("08"))
}

pub(crate) fn classify(error: Error) -> DbError {
    let Some(code) = error.code().cloned() else {
        if is_lost(&error) {
            return DbError::unavailable("the connection was lost", error);
        }
        return DbError::Other {
            source: Cause::new(error),
        };
    };
    if code == SqlState::UNIQUE_VIOLATION {
        return DbError::Unique {
            columns: columns(&error),
            source: Cause::new(error),
        };
    }
    let source = Cause::new(error);
    match code.code() {
        "25P02" => DbError::Poisoned,
        "25006" => DbError::ReadOnly { source },
        "57014" => DbError::TimedOut,
        "40001" | "40P01" => DbError::Unavailable {
            doing: "transactions conflicted",
            source: Some(source),
        },
        "55P03" => DbError::Unavailable {
            doing: "a lock was not available",
            source: Some(source),
        },
        code => match &code[..2] {
            "23" => DbError::Constraint { source },
            "53" => DbError::Unavailable {
                doing: "the server has too little left",
                source: Some(source),
            },
            "57" | "08" => DbError::Unavailable {
                doing: "the server ended the connection",
                source: Some(source),
            },
            _ => DbError::Other { source },
        },
    }
}

fn is_lost(error: &Error) -> bool {
    error.is_closed()
        || error
            .source()
            .is_some_and(|source| source.is::<io::Error>())
}

/// `table.column, table.column` from the detail `Key (column, column)=(…)`, whose brackets no language changes.
fn columns(error: &Error) -> String {
    let Some(db) = error.as_db_error() else {
        return String::new();
    };
    let table = db.table().unwrap_or_default();
    let key = db
        .detail()
        .and_then(|detail| detail.split_once('('))
        .and_then(|(_, key)| key.split_once(")=("));
    match key {
        Some((key, _)) => {
            let columns: Vec<_> = key
                .split(", ")
                // Quoted where it is also a word of SQL.
                .map(|column| format!("{table}.{}", column.trim_matches('"')))
                .collect();
            columns.join(", ")
        }
        None => db.constraint().unwrap_or(table).to_owned(),
    }
}
