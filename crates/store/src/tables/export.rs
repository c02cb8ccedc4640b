//! Everything that one state of a database holds, piece by piece, for whoever writes it down.

use super::{
    TableDigest, TablesError,
    digest::{Digest, Sum},
    snapshot::{Rows, Snapshot},
};
use crate::{DbOptions, Value, migrate};

/// What comes next: a table, its rows in the order of its key, its end; then the next table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Piece<'a> {
    Table {
        name: &'a str,
        columns: &'a [String],
    },
    Row(&'a [Value]),
    TableEnd(&'a TableDigest),
}

/// Hands over all tables, each after those that it refers to, also while others write. Returns what they held.
pub async fn export<E: From<TablesError>>(
    options: &DbOptions,
    mut take: impl FnMut(Piece<'_>) -> Result<(), E>,
) -> Result<Digest, E> {
    migrate::require_current(options)
        .await
        .map_err(TablesError::from)?;
    let mut snapshot = Snapshot::open(options).await?;
    let mut tables = Vec::new();
    for table in snapshot.tables().await? {
        take(Piece::Table {
            name: &table.name,
            columns: &table.columns,
        })?;
        let mut sum = Sum::of(&table);
        let mut rows = Rows::of(&table);
        while let Some(page) = rows.next(&mut snapshot).await? {
            for row in &page {
                sum.add(row.values());
                take(Piece::Row(row.values()))?;
            }
        }
        let digest = sum.finish();
        take(Piece::TableEnd(&digest))?;
        tables.push(digest);
    }
    Ok(Digest::of(tables))
}
