//! Everything into an empty database, or nothing: one transaction, which commits what was read back as it came.

use super::{
    TableDigest, TablesError,
    digest::{Digest, Sum},
    shape::Table,
    snapshot::{Rows, Snapshot},
};
use crate::{DbOptions, Place, Value, migrate, postgres, sqlite};

/// Rows that go to SQLite at once.
const AT_ONCE: usize = 500;

/// An empty database that is being filled, held alone. Dropping it leaves the database as empty as it was.
pub struct Restoring {
    to: Snapshot,
    /// Those that are still to come.
    left: Vec<Table>,
    all: Vec<Table>,
    under_way: Option<UnderWay>,
    came: Vec<TableDigest>,
}

struct UnderWay {
    table: Table,
    sum: Sum,
    rows: Vec<Vec<Value>>,
    filling: Option<postgres::Filling>,
}

impl std::fmt::Debug for Restoring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Restoring")
            .field("came", &self.came)
            .finish_non_exhaustive()
    }
}

impl Restoring {
    /// Refuses a database that somebody uses, that another version has made, or in which any table has a row.
    pub async fn begin(options: &DbOptions) -> Result<Self, TablesError> {
        migrate::require_current(options).await?;
        let limits = &options.limits;
        let mut to = match &options.place {
            Place::Sqlite { path } => {
                Snapshot::Sqlite(sqlite::Snapshot::alone(path, limits).await?)
            }
            Place::Postgres(place) => {
                Snapshot::Postgres(postgres::Snapshot::filling(place, limits).await?)
            }
        };
        let all = to.tables().await?;
        to.lock(&all).await?;
        for table in &all {
            if to.has_rows(table).await? {
                return Err(TablesError::NotEmpty {
                    table: table.name.clone(),
                });
            }
        }
        Ok(Self {
            to,
            left: all.clone(),
            all,
            under_way: None,
            came: Vec::new(),
        })
    }

    /// Begins a table, after the one before it has ended.
    pub async fn table(&mut self, name: &str, columns: &[String]) -> Result<(), TablesError> {
        let at = self.left.iter().position(|table| table.name == name);
        let (None, Some(at)) = (&self.under_way, at) else {
            return Err(unexpected(name));
        };
        let table = self.left.remove(at);
        if table.columns != columns {
            return Err(TablesError::OtherSchema { table: table.name });
        }
        let filling = match &self.to {
            Snapshot::Sqlite(_) => None,
            Snapshot::Postgres(to) => Some(
                to.fill(&table)
                    .await
                    .map_err(|source| write(&table, source))?,
            ),
        };
        self.under_way = Some(UnderWay {
            sum: Sum::of(&table),
            table,
            rows: Vec::new(),
            filling,
        });
        Ok(())
    }

    /// The next row of the table that was begun, in the order of its key.
    pub async fn row(&mut self, values: Vec<Value>) -> Result<(), TablesError> {
        let Some(under_way) = &mut self.under_way else {
            return Err(unexpected("a row"));
        };
        if values.len() != under_way.table.columns.len() {
            return Err(TablesError::Differs {
                table: under_way.table.name.clone(),
                row: under_way.sum.rows() + 1,
            });
        }
        under_way.sum.add(&values);
        if let Some(filling) = &mut under_way.filling {
            let added = filling.add(&values).await;
            return added.map_err(|source| write(&under_way.table, source));
        }
        under_way.rows.push(values);
        if under_way.rows.len() == AT_ONCE {
            insert(&self.to, under_way).await?;
        }
        Ok(())
    }

    /// Ends the table that was begun; returns what came.
    pub async fn end_table(&mut self) -> Result<&TableDigest, TablesError> {
        let Some(mut under_way) = self.under_way.take() else {
            return Err(unexpected("the end of a table"));
        };
        insert(&self.to, &mut under_way).await?;
        let table = under_way.table;
        if let Some(filling) = under_way.filling {
            filling
                .finish()
                .await
                .map_err(|source| write(&table, source))?;
        }
        if let Snapshot::Postgres(to) = &self.to {
            let analyzed = to.analyze(&table).await;
            analyzed.map_err(|source| write(&table, source))?;
        }
        self.came.push(under_way.sum.finish());
        Ok(&self.came[self.came.len() - 1])
    }

    /// What has come so far.
    pub fn came(&self) -> Digest {
        Digest::of(self.came.clone())
    }

    /// Reads everything back, and commits if it is what came and no table was left out.
    pub async fn finish(mut self) -> Result<Digest, TablesError> {
        if let Some(missing) = self.left.first() {
            return Err(TablesError::Missing {
                table: missing.name.clone(),
            });
        }
        if self.under_way.is_some() {
            return Err(unexpected("the end"));
        }
        let mut found = Vec::new();
        for table in &self.all {
            let mut sum = Sum::of(table);
            let mut rows = Rows::of(table);
            while let Some(page) = rows.next(&mut self.to).await? {
                page.iter().for_each(|row| sum.add(row.values()));
            }
            found.push(sum.finish());
        }
        let (found, came) = (Digest::of(found), Digest::of(self.came));
        let pairs = found.tables.iter().zip(&came.tables);
        if let Some((differs, _)) = pairs.into_iter().find(|(one, other)| one != other) {
            return Err(TablesError::ReadBackDiffers {
                table: differs.table.clone(),
            });
        }
        self.to.commit().await.map_err(TablesError::Commit)?;
        Ok(found)
    }
}

/// What has gathered for SQLite.
async fn insert(to: &Snapshot, under_way: &mut UnderWay) -> Result<(), TablesError> {
    let rows = std::mem::take(&mut under_way.rows);
    if let (Snapshot::Sqlite(to), false) = (to, rows.is_empty()) {
        let inserted = to.insert(&under_way.table, rows).await;
        inserted.map_err(|source| write(&under_way.table, source))?;
    }
    Ok(())
}

fn unexpected(what: &str) -> TablesError {
    TablesError::Unexpected {
        what: what.to_owned(),
    }
}

fn write(table: &Table, source: crate::DbError) -> TablesError {
    TablesError::Write {
        table: table.name.clone(),
        source,
    }
}
