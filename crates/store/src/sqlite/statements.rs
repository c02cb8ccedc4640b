//! The statements of one transaction on SQLite: each is over before the next begins.

use std::{fmt, rc::Rc};

use rusqlite::{
    CachedStatement, Connection, params_from_iter,
    types::{ToSql, ToSqlOutput, ValueRef},
};

use super::classify::classify;
use crate::{Cause, DbError, Row, Value};

/// The statements of one closure.
pub(crate) struct Statements {
    connection: Rc<Connection>,
}

#[derive(Debug, thiserror::Error)]
#[error("the statement has {wanted} parameters, {given} were given: {sql}")]
struct Parameters {
    wanted: usize,
    given: usize,
    sql: &'static str,
}

impl Statements {
    pub(crate) fn new(connection: Rc<Connection>) -> Self {
        Self { connection }
    }

    pub(crate) fn execute(&self, sql: &'static str, params: &[Value]) -> Result<u64, DbError> {
        let mut statement = self.prepare(sql, params)?;
        if statement.column_count() == 0 {
            let changed = statement
                .execute(params_from_iter(params))
                .map_err(classify)?;
            return Ok(changed as u64);
        }
        Ok(rows(&mut statement, params).map_err(classify)?.len() as u64)
    }

    pub(crate) fn query(&self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let mut statement = self.prepare(sql, params)?;
        rows(&mut statement, params).map_err(classify)
    }

    fn prepare(&self, sql: &'static str, params: &[Value]) -> Result<CachedStatement<'_>, DbError> {
        let statement = self.connection.prepare_cached(sql).map_err(classify)?;
        let (wanted, given) = (statement.parameter_count(), params.len());
        if wanted != given {
            return Err(DbError::Other {
                source: Cause::new(Parameters { wanted, given, sql }),
            });
        }
        Ok(statement)
    }
}

impl fmt::Debug for Statements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Statements")
    }
}

/// All rows of a statement.
pub(crate) fn rows(
    statement: &mut CachedStatement<'_>,
    params: &[Value],
) -> rusqlite::Result<Vec<Row>> {
    let width = statement.column_count();
    let mut found = Vec::new();
    let mut rows = statement.query(params_from_iter(params))?;
    while let Some(row) = rows.next()? {
        let columns =
            (0..width).map(|column| row.get_ref(column).and_then(|value| own(column, value)));
        found.push(Row::new(columns.collect::<rusqlite::Result<_>>()?));
    }
    Ok(found)
}

fn own(column: usize, value: ValueRef<'_>) -> rusqlite::Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Text(_) => Value::Text(value.as_str()?.to_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
        ValueRef::Real(_) => {
            return Err(rusqlite::Error::InvalidColumnType(
                column,
                String::new(),
                value.data_type(),
            ));
        }
    })
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
            Self::Uuid(id) => ValueRef::Blob(id.as_bytes()),
        }))
    }
}
