//! One unchanging state of a whole database, table by table and page by page.

use super::{
    TablesError,
    shape::{PAGE, Table, in_order},
};
use crate::{DbError, DbOptions, Place, Row, Value, postgres, sqlite};

/// A state of one database, held for as long as it takes.
pub(super) enum Snapshot {
    Sqlite(sqlite::Snapshot),
    Postgres(postgres::Snapshot),
}

impl Snapshot {
    /// A state that others may change meanwhile without being noticed here.
    pub(super) async fn open(options: &DbOptions) -> Result<Self, TablesError> {
        Ok(match &options.place {
            Place::Sqlite { path } => {
                Self::Sqlite(sqlite::Snapshot::shared(path, &options.limits).await?)
            }
            Place::Postgres(place) => {
                Self::Postgres(postgres::Snapshot::shared(place, &options.limits).await?)
            }
        })
    }

    /// All tables that hold data, each after those that it refers to.
    pub(super) async fn tables(&mut self) -> Result<Vec<Table>, TablesError> {
        let tables = match self {
            Self::Sqlite(snapshot) => snapshot.tables().await,
            Self::Postgres(snapshot) => snapshot.tables().await,
        };
        let tables = tables.map_err(TablesError::Schema)?;
        in_order(tables).ok_or(TablesError::Circle)
    }

    /// From now on nobody else writes to these tables; a file of SQLite is held alone already.
    pub(super) async fn lock(&self, tables: &[Table]) -> Result<(), TablesError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(snapshot) => snapshot.lock(tables).await.map_err(TablesError::Lock),
        }
    }

    pub(super) async fn has_rows(&self, table: &Table) -> Result<bool, TablesError> {
        let has_rows = match self {
            Self::Sqlite(snapshot) => snapshot.has_rows(table).await,
            Self::Postgres(snapshot) => snapshot.has_rows(table).await,
        };
        has_rows.map_err(TablesError::Schema)
    }

    pub(super) async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(snapshot) => snapshot.commit().await,
            Self::Postgres(snapshot) => snapshot.commit().await,
        }
    }

    async fn page(
        &mut self,
        table: &Table,
        after: Option<Vec<Value>>,
    ) -> Result<Vec<Row>, TablesError> {
        let page = match self {
            Self::Sqlite(snapshot) => snapshot.page(table, after).await,
            Self::Postgres(snapshot) => snapshot.page(table, after).await,
        };
        page.map_err(|source| TablesError::Read {
            table: table.name.clone(),
            source,
        })
    }
}

/// The rows of a table in the order of its key.
pub(super) struct Rows<'a> {
    table: &'a Table,
    after: Option<Vec<Value>>,
    is_over: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn of(table: &'a Table) -> Self {
        Self {
            table,
            after: None,
            is_over: false,
        }
    }

    /// The next of them; `None` when there are no more.
    pub(super) async fn next(
        &mut self,
        snapshot: &mut Snapshot,
    ) -> Result<Option<Vec<Row>>, TablesError> {
        if self.is_over {
            return Ok(None);
        }
        let page = snapshot.page(self.table, self.after.take()).await?;
        self.is_over = page.len() < PAGE;
        let Some(last) = page.last() else {
            return Ok(None);
        };
        let key = self.table.key.iter().map(|&at| last.values()[at].clone());
        self.after = Some(key.collect());
        Ok(Some(page))
    }
}
