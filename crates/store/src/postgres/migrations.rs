//! Migrations on PostgreSQL: one node at a time, one transaction each.

use tokio_postgres::{Client, Error};

use super::connect::Target;
use crate::{
    Cause, Limits, OpenError, PostgresOptions,
    migrate::{MIGRATIONS, Migration, VERSION_TABLE, missing},
};

/// Any number that nothing else in this database locks.
const LOCK: i64 = 0x646f_7069_7300_0001;

/// The number of the last migration; 0 where there is none yet.
pub(crate) async fn version(options: &PostgresOptions, limits: &Limits) -> Result<u32, OpenError> {
    let client = Target::new(options, limits)?.connect().await?;
    read_version(&client).await.map_err(connect_error)
}

/// Applies what is missing and returns it. Nodes that start at once wait here for each other.
pub(crate) async fn apply(
    options: &PostgresOptions,
    limits: &Limits,
) -> Result<Vec<&'static Migration>, OpenError> {
    let mut client = Target::new(options, limits)?.connect().await?;
    // Held until this connection ends.
    client
        .execute("SELECT pg_advisory_lock($1)", &[&LOCK])
        .await
        .map_err(connect_error)?;
    client
        .batch_execute(VERSION_TABLE)
        .await
        .map_err(connect_error)?;
    let missing = missing(
        MIGRATIONS,
        read_version(&client).await.map_err(connect_error)?,
    )?;
    for migration in &missing {
        apply_one(&mut client, migration)
            .await
            .map_err(|error| OpenError::Migration {
                number: migration.number,
                name: migration.name,
                source: Cause::new(error),
            })?;
    }
    Ok(missing)
}

async fn apply_one(client: &mut Client, migration: &Migration) -> Result<(), Error> {
    let transaction = client.transaction().await?;
    transaction.batch_execute(migration.postgres).await?;
    transaction
        .execute(
            "INSERT INTO schema_version (number, name) VALUES ($1, $2)",
            &[&i64::from(migration.number), &migration.name],
        )
        .await?;
    transaction.commit().await
}

async fn read_version(client: &Client) -> Result<u32, Error> {
    let exists: bool = client
        .query_one("SELECT to_regclass('schema_version') IS NOT NULL", &[])
        .await?
        .get(0);
    if !exists {
        return Ok(0);
    }
    let found: i64 = client
        .query_one("SELECT COALESCE(MAX(number), 0) FROM schema_version", &[])
        .await?
        .get(0);
    Ok(u32::try_from(found).unwrap_or(u32::MAX))
}

fn connect_error(error: Error) -> OpenError {
    OpenError::Connect {
        source: Cause::new(error),
    }
}
