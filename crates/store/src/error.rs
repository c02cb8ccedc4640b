//! What can go wrong below the seam. Knows no HTTP.

use std::{error::Error, fmt, panic::Location, sync::Arc};

use crate::request::Mode;

/// The driver's own error, kept for the log; shared because one failed commit answers many callers.
#[derive(Clone)]
pub struct Cause(Arc<dyn Error + Send + Sync>);

/// Why a closure's work is not (or not certainly) in the database.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// A row with these columns exists already, named on both databases as `table.column, table.column`.
    #[error("a row with the same {columns} exists already")]
    Unique { columns: String, source: Cause },
    /// A foreign key, `CHECK` or `NOT NULL` refused the row.
    #[error("a constraint refused the row")]
    Constraint { source: Cause },
    /// `UPDATE … WHERE version = ?` found no row.
    #[error("the record has changed since it was read")]
    Stale,
    /// [`crate::Tx::query_one`] found no row, or several.
    #[error("one row was expected and {found} were found")]
    NotOne { found: usize },
    #[error("column {column} is not what it should be: {what}")]
    Decode { column: usize, what: String },
    /// The closure awaited something else than its transaction. Nothing was committed.
    #[error("the closure at {location} awaited something else than its transaction")]
    ForeignAwait {
        location: &'static Location<'static>,
    },
    /// The closure panicked. Nothing was committed.
    #[error("the closure at {location} panicked")]
    Panicked {
        location: &'static Location<'static>,
    },
    /// A statement failed, and the closure went on as if it had not. Nothing was committed.
    #[error("a statement of this transaction failed before")]
    Poisoned,
    /// A statement in `read` wanted to write.
    #[error("a read may not write")]
    ReadOnly { source: Cause },
    /// Nothing was committed; the same may succeed later.
    #[error("the database is not available: {doing}")]
    Unavailable {
        doing: &'static str,
        source: Option<Cause>,
    },
    /// Too many closures wait already. Nothing was committed.
    #[error("too many requests wait for the database")]
    QueueFull,
    /// The closure did not start, or its statement did not end, in time. Nothing was committed.
    #[error("the database took too long")]
    TimedOut,
    /// The answer was lost after the work had begun to commit: it may be there or not.
    #[error("the outcome is unknown: {doing}")]
    OutcomeUnknown {
        doing: &'static str,
        source: Option<Cause>,
    },
    /// The closure changed this table and recorded no event. Only where [`crate::Db::demanding_events_of`] was asked for.
    #[error("the closure at {location} changed {table} and recorded no event")]
    Unrecorded {
        table: &'static str,
        location: &'static Location<'static>,
    },
    #[error("the database refused a statement")]
    Other { source: Cause },
}

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database options are wrong: {0}")]
    Options(String),
    #[error("opening the database")]
    Connect { source: Cause },
    #[error("opening {path}: the file and its folder must be there and allow writing")]
    File { path: String, source: Cause },
    #[error(
        "the database has schema {found}, this program knows only up to {known}: use a newer program"
    )]
    NewerSchema { found: u32, known: u32 },
    #[error(
        "the database has schema {found}, this program needs {known}: run the migrations first"
    )]
    MigrationNeeded { found: u32, known: u32 },
    #[error("copying the database to {path} before migrating it")]
    Backup { path: String, source: Cause },
    #[error("migration {number:04}_{name}")]
    Migration {
        number: u32,
        name: &'static str,
        source: Cause,
    },
}

impl DbError {
    /// Nothing was committed, and the same closure may succeed later: a caller answers 503.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self,
            Self::Unavailable { .. } | Self::QueueFull | Self::TimedOut
        )
    }

    /// Whether it is the uniqueness of these columns, written `table.column, table.column`.
    pub fn is_unique(&self, of: &str) -> bool {
        matches!(self, Self::Unique { columns, .. } if columns == of)
    }

    /// What the driver said, in the light of what the transaction was for.
    pub(crate) fn in_mode(self, mode: Mode) -> Self {
        match self {
            // A writer finds this where its node has become a replica, or its disk has gone read-only.
            Self::ReadOnly { source } if mode == Mode::Write => Self::Unavailable {
                doing: "it takes no writes now",
                source: Some(source),
            },
            other => other,
        }
    }

    pub(crate) fn decode(column: usize, what: impl Into<String>) -> Self {
        Self::Decode {
            column,
            what: what.into(),
        }
    }

    pub(crate) fn unavailable(
        doing: &'static str,
        source: impl Error + Send + Sync + 'static,
    ) -> Self {
        Self::Unavailable {
            doing,
            source: Some(Cause::new(source)),
        }
    }
}

impl Cause {
    pub(crate) fn new(error: impl Error + Send + Sync + 'static) -> Self {
        Self(Arc::new(error))
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
