//! PostgreSQL behind the seam.

use crate::{
    DbError, Limits, OpenError, PostgresOptions, Row, Value, migrate::Migration, queue::Refused,
    request::Work,
};

fn missing<T>() -> Result<T, OpenError> {
    Err(OpenError::Options("PostgreSQL is not supported yet".into()))
}

pub(crate) struct Postgres;

impl Postgres {
    pub(crate) async fn open(_: &PostgresOptions, _: Limits) -> Result<Self, OpenError> {
        missing()
    }

    pub(crate) fn submit(&self, _: Box<dyn Work>) -> Result<(), Refused> {
        Err(Refused::Closed)
    }

    pub(crate) async fn close(&self) {}
}

#[derive(Debug)]
pub(crate) struct Statements;

impl Statements {
    pub(crate) async fn execute(&self, _: &'static str, _: &[Value]) -> Result<u64, DbError> {
        Err(DbError::Poisoned)
    }

    pub(crate) async fn query(&self, _: &'static str, _: &[Value]) -> Result<Vec<Row>, DbError> {
        Err(DbError::Poisoned)
    }
}

pub(crate) async fn version(_: &PostgresOptions, _: &Limits) -> Result<u32, OpenError> {
    missing()
}

pub(crate) async fn apply(
    _: &PostgresOptions,
    _: &Limits,
) -> Result<Vec<&'static Migration>, OpenError> {
    missing()
}
