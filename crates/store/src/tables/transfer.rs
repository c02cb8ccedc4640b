//! Everything from SQLite to PostgreSQL, or nothing: one transaction, which commits what has been compared row by row.

use super::{
    TablesError,
    digest::{Digest, Sum, is_same},
    shape::Table,
    snapshot::{Rows, Snapshot},
};
use crate::{DbOptions, Place, migrate, postgres, sqlite};

/// How far a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    pub step: Step,
    pub table: &'a str,
    pub rows: u64,
    /// The table is done.
    pub is_over: bool,
}

/// What is being done with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Copying,
    Comparing,
}

/// Rows of one table after which progress is told again.
const TOLD_EVERY: u64 = 100_000;

/// Copies all rows of the source into the target, compares them, and commits. Returns what both then hold.
///
/// The source is held alone, so that nobody writes to it meanwhile; nothing in it is changed.
/// Whatever goes wrong before the commit leaves the target as empty as it was.
pub async fn transfer(
    source: &DbOptions,
    target: &DbOptions,
    mut told: impl FnMut(Progress<'_>),
) -> Result<Digest, TablesError> {
    let Place::Sqlite { path } = &source.place else {
        return Err(TablesError::NotSqlite);
    };
    let Place::Postgres(place) = &target.place else {
        return Err(TablesError::NotPostgres);
    };
    migrate::require_current(source).await?;
    migrate::require_current(target).await?;
    let alone = sqlite::Snapshot::alone(path, &source.limits).await?;
    let mut from = Snapshot::Sqlite(alone);
    let tables = from.tables().await?;
    let mut to = postgres::Snapshot::filling(place, &target.limits).await?;
    let found = to.tables().await.map_err(TablesError::Schema)?;
    same_shape(&tables, &found)?;
    to.lock(&tables).await.map_err(TablesError::Lock)?;
    for table in &tables {
        if to.has_rows(table).await.map_err(TablesError::Schema)? {
            return Err(TablesError::NotEmpty {
                table: table.name.clone(),
            });
        }
    }
    let mut copied = Vec::new();
    for table in &tables {
        copied.push(copy(table, &mut from, &mut to, &mut told).await?);
    }
    let mut to = Snapshot::Postgres(to);
    let mut compared = Vec::new();
    for table in &tables {
        compared.push(compare(table, &mut from, &mut to, &mut told).await?);
    }
    let (copied, compared) = (Digest::of(copied), Digest::of(compared));
    if copied != compared {
        return Err(TablesError::DigestsDiffer);
    }
    if let Snapshot::Postgres(to) = to {
        to.commit().await.map_err(TablesError::Commit)?;
    }
    Ok(compared)
}

/// Reads the table once and writes it; returns the digest of what was read.
async fn copy(
    table: &Table,
    from: &mut Snapshot,
    to: &mut postgres::Snapshot,
    told: &mut impl FnMut(Progress<'_>),
) -> Result<super::TableDigest, TablesError> {
    let failed = |source| TablesError::Write {
        table: table.name.clone(),
        source,
    };
    let mut steps = Steps::new(Step::Copying, table);
    let mut sum = Sum::of(table);
    let mut rows = Rows::of(table);
    let mut filling = to.fill(table).await.map_err(failed)?;
    while let Some(page) = rows.next(from).await? {
        for row in &page {
            sum.add(row.values());
            filling.add(row.values()).await.map_err(failed)?;
        }
        steps.tell(sum.rows(), told);
    }
    filling.finish().await.map_err(failed)?;
    to.analyze(table).await.map_err(failed)?;
    steps.end(sum.rows(), told);
    Ok(sum.finish())
}

/// Reads the table from both and compares each row; returns the digest of what the target has.
async fn compare(
    table: &Table,
    from: &mut Snapshot,
    to: &mut Snapshot,
    told: &mut impl FnMut(Progress<'_>),
) -> Result<super::TableDigest, TablesError> {
    let differs = |row: u64| TablesError::Differs {
        table: table.name.clone(),
        row,
    };
    let mut steps = Steps::new(Step::Comparing, table);
    let mut sum = Sum::of(table);
    let (mut wanted, mut found) = (Rows::of(table), Rows::of(table));
    loop {
        let (left, right) = (wanted.next(from).await?, found.next(to).await?);
        let (left, right) = match (left, right) {
            (None, None) => break,
            (Some(left), Some(right)) => (left, right),
            (Some(_), None) | (None, Some(_)) => return Err(differs(sum.rows() + 1)),
        };
        for (one, other) in left.iter().zip(&right) {
            let pairs = one.values().iter().zip(other.values());
            if one.len() != other.len() || !pairs.into_iter().all(|(a, b)| is_same(a, b)) {
                return Err(differs(sum.rows() + 1));
            }
            sum.add(other.values());
        }
        if left.len() != right.len() {
            return Err(differs(sum.rows() + 1));
        }
        steps.tell(sum.rows(), told);
    }
    steps.end(sum.rows(), told);
    Ok(sum.finish())
}

/// Both were made by the same migrations; what somebody has changed by hand would otherwise be lost unnoticed.
fn same_shape(source: &[Table], target: &[Table]) -> Result<(), TablesError> {
    for table in source {
        let other = target.iter().find(|other| other.name == table.name);
        let is_same =
            other.is_some_and(|other| other.columns == table.columns && other.key == table.key);
        if !is_same {
            return Err(TablesError::OtherSchema {
                table: table.name.clone(),
            });
        }
    }
    let foreign = |other: &&Table| !source.iter().any(|table| table.name == other.name);
    match target.iter().find(foreign) {
        None => Ok(()),
        Some(other) => Err(TablesError::OtherSchema {
            table: other.name.clone(),
        }),
    }
}

/// Tells progress now and then, and at the end.
struct Steps<'a> {
    step: Step,
    table: &'a str,
    told: u64,
}

impl<'a> Steps<'a> {
    fn new(step: Step, table: &'a Table) -> Self {
        Self {
            step,
            table: &table.name,
            told: 0,
        }
    }

    fn tell(&mut self, rows: u64, told: &mut impl FnMut(Progress<'_>)) {
        if rows >= self.told + TOLD_EVERY {
            self.told = rows;
            told(self.progress(rows, false));
        }
    }

    fn end(&self, rows: u64, told: &mut impl FnMut(Progress<'_>)) {
        told(self.progress(rows, true));
    }

    fn progress(&self, rows: u64, is_over: bool) -> Progress<'a> {
        Progress {
            step: self.step,
            table: self.table,
            rows,
            is_over,
        }
    }
}
