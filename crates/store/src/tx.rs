//! A transaction as a closure sees it: statements in, rows out. Knows neither when it begins nor how it ends.

use std::cell::{Cell, RefCell};

use crate::{DbError, Row, Value, postgres, request::Mode, sqlite, unrecorded};

/// Which database runs. Above the seam nothing may depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// The transaction of one closure.
///
/// Statements that do not depend on each other are joined (`tokio::try_join!`): PostgreSQL gets them in one go.
/// After a statement has failed, the transaction takes no further one and cannot commit.
#[derive(Debug)]
pub struct Tx {
    driver: Driver,
    mode: Mode,
    failure: RefCell<Option<DbError>>,
    recorded: Cell<bool>,
    demanded: Cell<bool>,
    changed: Cell<Option<&'static str>>,
}

#[derive(Debug)]
pub(crate) enum Driver {
    Sqlite(sqlite::Statements),
    Postgres(postgres::Statements),
}

impl Tx {
    pub(crate) fn new(driver: Driver, mode: Mode) -> Self {
        Self {
            driver,
            mode,
            failure: RefCell::new(None),
            recorded: Cell::new(false),
            demanded: Cell::new(false),
            changed: Cell::new(None),
        }
    }

    /// Runs a statement and says how many rows it changed.
    pub async fn execute(
        &self,
        sql: &'static str,
        params: impl AsRef<[Value]>,
    ) -> Result<u64, DbError> {
        self.is_whole()?;
        let params = params.as_ref();
        let result = match &self.driver {
            Driver::Sqlite(statements) => statements.execute(sql, params),
            Driver::Postgres(statements) => statements.execute(sql, params).await,
        };
        if matches!(result, Ok(1..)) {
            self.watch(sql);
        }
        self.noted(result)
    }

    /// All rows of a statement.
    pub async fn query(
        &self,
        sql: &'static str,
        params: impl AsRef<[Value]>,
    ) -> Result<Vec<Row>, DbError> {
        self.is_whole()?;
        let params = params.as_ref();
        let result = match &self.driver {
            Driver::Sqlite(statements) => statements.query(sql, params),
            Driver::Postgres(statements) => statements.query(sql, params).await,
        };
        if matches!(&result, Ok(rows) if !rows.is_empty()) {
            self.watch(sql);
        }
        self.noted(result)
    }

    /// The row of a statement that finds one or none; several are [`DbError::NotOne`].
    pub async fn query_opt(
        &self,
        sql: &'static str,
        params: impl AsRef<[Value]>,
    ) -> Result<Option<Row>, DbError> {
        let mut rows = self.query(sql, params).await?;
        if rows.len() > 1 {
            return Err(DbError::NotOne { found: rows.len() });
        }
        Ok(rows.pop())
    }

    /// The row of a statement that finds exactly one; anything else is [`DbError::NotOne`].
    pub async fn query_one(
        &self,
        sql: &'static str,
        params: impl AsRef<[Value]>,
    ) -> Result<Row, DbError> {
        self.query_opt(sql, params)
            .await?
            .ok_or(DbError::NotOne { found: 0 })
    }

    /// Only `dialect.rs` asks.
    pub fn backend(&self) -> Backend {
        match self.driver {
            Driver::Sqlite(_) => Backend::Sqlite,
            Driver::Postgres(_) => Backend::Postgres,
        }
    }

    /// An event was written, which somebody may be waiting for.
    pub(crate) fn note_recorded(&self) {
        self.recorded.set(true);
    }

    pub(crate) fn has_recorded(&self) -> bool {
        self.recorded.get()
    }

    /// From now on it is seen which tables change.
    pub(crate) fn demand_events(&self) {
        self.demanded.set(true);
    }

    /// A table that changed and wants an event, where none was recorded.
    pub(crate) fn unrecorded(&self) -> Option<&'static str> {
        self.changed.get().filter(|_| !self.has_recorded())
    }

    /// Remembers the table that a statement has changed.
    fn watch(&self, sql: &'static str) {
        if self.demanded.get()
            && let Some(table) = unrecorded::changed(sql)
        {
            self.changed.set(Some(table));
        }
    }

    pub(crate) fn driver(&self) -> &Driver {
        &self.driver
    }

    /// What the first failed statement said, if one failed or nobody waited for its answer.
    pub(crate) fn failure(&self) -> Option<DbError> {
        let abandoned =
            matches!(&self.driver, Driver::Postgres(statements) if statements.has_abandoned());
        self.failure
            .borrow()
            .clone()
            .or_else(|| abandoned.then_some(DbError::Poisoned))
    }

    fn is_whole(&self) -> Result<(), DbError> {
        if self.failure.borrow().is_some() {
            Err(DbError::Poisoned)
        } else {
            Ok(())
        }
    }

    fn noted<T>(&self, result: Result<T, DbError>) -> Result<T, DbError> {
        let result = result.map_err(|error| error.in_mode(self.mode));
        if let Err(error) = &result {
            let mut failure = self.failure.borrow_mut();
            // Of statements sent together, those behind the failing one only report that something failed.
            if matches!(*failure, None | Some(DbError::Poisoned)) {
                *failure = Some(error.clone());
            }
        }
        result
    }
}
