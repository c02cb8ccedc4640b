//! One state of the whole database on a connection of its own, and filling an empty one within one transaction.

use std::{collections::BTreeMap, pin::Pin};

use tokio_postgres::{
    Client, Error,
    binary_copy::BinaryCopyInWriter,
    types::{ToSql, Type},
};

use super::{classify::classify, codec, connect::Target};
use crate::{
    DbError, Limits, PostgresOptions, Row, Value,
    tables::{NO_DATA, Table, TablesError, quoted},
};

/// Table, column, and the column's place in the primary key, counted from 1; 0 where it is none of it.
const COLUMNS: &str = "SELECT t.relname, a.attname, \
    COALESCE(array_position(i.indkey::int2[], a.attnum), -1)::int8 + 1 \
    FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid \
    LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary \
    WHERE t.relkind IN ('r', 'p') AND t.relnamespace = current_schema()::regnamespace AND t.relname <> $1 \
    AND a.attnum > 0 AND NOT a.attisdropped ORDER BY t.relname, a.attnum";
const REFERS_TO: &str = "SELECT t.relname, o.relname FROM pg_constraint k \
    JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid \
    WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace";
/// What the server may bound for everybody does not hold for reading or filling everything.
const UNBOUNDED: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s'; \
    SET LOCAL idle_in_transaction_session_timeout = 0";

/// A transaction that is rolled back with its connection, unless it is committed.
pub(crate) struct Snapshot {
    client: Client,
}

/// Rows on their way into a table.
pub(crate) struct Filling {
    writer: Pin<Box<BinaryCopyInWriter>>,
}

impl Snapshot {
    /// Others go on reading and writing.
    pub(crate) async fn shared(
        options: &PostgresOptions,
        limits: &Limits,
    ) -> Result<Self, TablesError> {
        Self::begun(
            options,
            limits,
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        )
        .await
    }

    /// To fill tables that nobody else writes to.
    pub(crate) async fn filling(
        options: &PostgresOptions,
        limits: &Limits,
    ) -> Result<Self, TablesError> {
        Self::begun(
            options,
            limits,
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        )
        .await
    }

    pub(crate) async fn tables(&self) -> Result<Vec<Table>, DbError> {
        let rows = self.client.query(COLUMNS, &[&NO_DATA]).await;
        let mut places: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        for row in rows.map_err(classify)? {
            let (name, column): (String, String) = (row.get(0), row.get(1));
            let table = tables.entry(name.clone()).or_insert_with(|| Table {
                name: name.clone(),
                columns: Vec::new(),
                key: Vec::new(),
                refers_to: [].into(),
            });
            table.columns.push(column);
            places.entry(name).or_default().push(row.get(2));
        }
        for (name, table) in &mut tables {
            let places = &places[name];
            table.key = (0..places.len()).filter(|&at| places[at] > 0).collect();
            table.key.sort_by_key(|&at| places[at]);
        }
        let references = self.client.query(REFERS_TO, &[]).await;
        for row in references.map_err(classify)? {
            if let Some(table) = tables.get_mut(row.get::<_, &str>(0)) {
                table.refers_to.insert(row.get(1));
            }
        }
        Ok(tables.into_values().collect())
    }

    /// A page of rows, in the order of the table's key.
    pub(crate) async fn page(
        &self,
        table: &Table,
        after: Option<Vec<Value>>,
    ) -> Result<Vec<Row>, DbError> {
        let sql = table.page(after.is_some(), '$');
        let after = after.unwrap_or_default();
        let values: Vec<&(dyn ToSql + Sync)> = after
            .iter()
            .map(|value| value as &(dyn ToSql + Sync))
            .collect();
        let rows = self.client.query(&sql, &values).await.map_err(classify)?;
        rows.iter().map(codec::own).collect()
    }

    /// From now on others may read these tables, and wait with writing.
    pub(crate) async fn lock(&self, tables: &[Table]) -> Result<(), DbError> {
        let names: Vec<String> = tables.iter().map(|table| quoted(&table.name)).collect();
        self.run(&format!(
            "LOCK TABLE {} IN EXCLUSIVE MODE",
            names.join(", ")
        ))
        .await
    }

    pub(crate) async fn has_rows(&self, table: &Table) -> Result<bool, DbError> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", quoted(&table.name));
        let row = self.client.query_one(&sql, &[]).await.map_err(classify)?;
        Ok(row.get(0))
    }

    /// Begins to fill a table; no other statement may come in between.
    pub(crate) async fn fill(&self, table: &Table) -> Result<Filling, DbError> {
        let (columns, name) = (table.listed(), quoted(&table.name));
        let kinds = self.kinds(&columns, &name).await.map_err(classify)?;
        let sql = format!("COPY {name} ({columns}) FROM STDIN (FORMAT binary)");
        let sink = self.client.copy_in(&sql).await.map_err(classify)?;
        Ok(Filling {
            writer: Box::pin(BinaryCopyInWriter::new(sink, &kinds)),
        })
    }

    /// Tells the planner what the table holds now.
    pub(crate) async fn analyze(&self, table: &Table) -> Result<(), DbError> {
        self.run(&format!("ANALYZE {}", quoted(&table.name))).await
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        self.run("COMMIT").await
    }

    async fn begun(
        options: &PostgresOptions,
        limits: &Limits,
        begin: &str,
    ) -> Result<Self, TablesError> {
        let client = Target::new(options, limits)?.connect().await?;
        let snapshot = Self { client };
        let begun = snapshot.run(&format!("{begin}; {UNBOUNDED}")).await;
        begun.map_err(TablesError::Lock)?;
        Ok(snapshot)
    }

    async fn kinds(&self, columns: &str, name: &str) -> Result<Vec<Type>, Error> {
        let sql = format!("SELECT {columns} FROM {name}");
        let statement = self.client.prepare(&sql).await?;
        let kinds = statement.columns().iter();
        Ok(kinds.map(|column| column.type_().clone()).collect())
    }

    async fn run(&self, sql: &str) -> Result<(), DbError> {
        self.client.batch_execute(sql).await.map_err(classify)
    }
}

impl Filling {
    pub(crate) async fn add(&mut self, row: &[Value]) -> Result<(), DbError> {
        let values: Vec<&(dyn ToSql + Sync)> = row
            .iter()
            .map(|value| value as &(dyn ToSql + Sync))
            .collect();
        self.writer.as_mut().write(&values).await.map_err(classify)
    }

    pub(crate) async fn finish(mut self) -> Result<u64, DbError> {
        self.writer.as_mut().finish().await.map_err(classify)
    }
}
