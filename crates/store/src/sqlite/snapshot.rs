//! One state of the whole file on a connection of its own, which no closure waits for.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::{Connection, ErrorCode};
use tokio::task::spawn_blocking;

use super::{classify::classify, connection, statements};
use crate::{
    Cause, DbError, Limits, OpenError, Row, Value,
    tables::{NO_DATA, Table, TablesError, quoted},
};

const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table' \
    AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> ?1 ORDER BY name";
/// Place in the primary key, counted from 1; 0 where it is none of it.
const COLUMNS: &str = "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid";
const REFERS_TO: &str = "SELECT \"table\" FROM pragma_foreign_key_list(?1)";

/// A transaction that ends with it.
pub(crate) struct Snapshot {
    connection: Arc<Mutex<Connection>>,
}

impl Snapshot {
    /// Others go on reading and writing.
    pub(crate) async fn shared(path: &Path, limits: &Limits) -> Result<Self, TablesError> {
        let (path, limits) = (path.to_owned(), limits.clone());
        Self::begun(move || {
            let connection = connection::open_reader(&path, &limits)?;
            connection.execute_batch("BEGIN")?;
            Ok(connection)
        })
        .await
    }

    /// Nobody else has the file open or can open it.
    pub(crate) async fn alone(path: &Path, limits: &Limits) -> Result<Self, TablesError> {
        let (path, limits) = (path.to_owned(), limits.clone());
        Self::begun(move || {
            let connection = connection::open(&path, &limits)?;
            // In this mode whoever begins to write must first be the only one that has the file open.
            connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE")?;
            Ok(connection)
        })
        .await
    }

    pub(crate) async fn tables(&self) -> Result<Vec<Table>, DbError> {
        self.blocking(|connection| {
            let mut names = connection.prepare(TABLES)?;
            let names = names.query_map([NO_DATA], |row| row.get(0))?;
            names.map(|name| table(connection, name?)).collect()
        })
        .await
    }

    /// A page of rows, in the order of the table's key.
    pub(crate) async fn page(
        &self,
        table: &Table,
        after: Option<Vec<Value>>,
    ) -> Result<Vec<Row>, DbError> {
        let sql = table.page(after.is_some(), '?');
        self.blocking(move |connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            statements::rows(&mut statement, &after.unwrap_or_default())
        })
        .await
    }

    pub(crate) async fn has_rows(&self, table: &Table) -> Result<bool, DbError> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", quoted(&table.name));
        self.blocking(move |connection| connection.query_row(&sql, [], |row| row.get(0)))
            .await
    }

    /// Rows for a database that is held alone. What they refer to may come later within the transaction.
    pub(crate) async fn insert(&self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), DbError> {
        let places: Vec<String> = (1..=table.columns.len())
            .map(|at| format!("?{at}"))
            .collect();
        let (columns, name) = (table.listed(), quoted(&table.name));
        let sql = format!(
            "INSERT INTO {name} ({columns}) VALUES ({})",
            places.join(", ")
        );
        self.blocking(move |connection| {
            connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            let mut statement = connection.prepare_cached(&sql)?;
            for row in &rows {
                statement.execute(rusqlite::params_from_iter(row))?;
            }
            Ok(())
        })
        .await
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        self.blocking(|connection| connection.execute_batch("COMMIT"))
            .await
    }

    async fn begun(
        begin: impl FnOnce() -> rusqlite::Result<Connection> + Send + 'static,
    ) -> Result<Self, TablesError> {
        let begun = spawn_blocking(begin).await.map_err(|error| {
            TablesError::Open(OpenError::Connect {
                source: Cause::new(error),
            })
        })?;
        let connection = begun.map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => TablesError::InUse,
            _ => TablesError::Open(OpenError::Connect {
                source: Cause::new(error),
            }),
        })?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
        })
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, DbError> {
        let connection = Arc::clone(&self.connection);
        spawn_blocking(move || {
            let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            work(&connection)
        })
        .await
        .map_err(|error| DbError::Other {
            source: Cause::new(error),
        })?
        .map_err(classify)
    }
}

fn table(connection: &Connection, name: String) -> rusqlite::Result<Table> {
    let mut columns = connection.prepare_cached(COLUMNS)?;
    let columns = columns.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let columns: Vec<(String, i64)> = columns.collect::<rusqlite::Result<_>>()?;
    let mut key: Vec<usize> = (0..columns.len()).filter(|&at| columns[at].1 > 0).collect();
    key.sort_by_key(|&at| columns[at].1);
    let mut others = connection.prepare_cached(REFERS_TO)?;
    let others = others.query_map([&name], |row| row.get(0))?;
    Ok(Table {
        refers_to: others.collect::<rusqlite::Result<_>>()?,
        columns: columns.into_iter().map(|(name, _)| name).collect(),
        key,
        name,
    })
}
