//! Migrations on SQLite: a copy of the file first, then one transaction each.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::connection;
use crate::{
    Cause, Limits, OpenError,
    migrate::{Migration, VERSION_TABLE, missing},
};

/// The number of the last migration; 0 where there is no database yet.
pub(crate) fn version(path: &Path, limits: &Limits) -> Result<u32, OpenError> {
    if !path.exists() {
        return Ok(0);
    }
    let connection = connection::open(path, limits).map_err(open_error)?;
    read_version(&connection).map_err(open_error)
}

/// Applies what is missing and returns it.
pub(crate) fn apply(path: &Path, limits: &Limits) -> Result<Vec<&'static Migration>, OpenError> {
    let mut connection = connection::open(path, limits).map_err(open_error)?;
    connection
        .execute_batch(VERSION_TABLE)
        .map_err(open_error)?;
    let found = read_version(&connection).map_err(open_error)?;
    let missing = missing(found)?;
    if let (1.., Some(first)) = (found, missing.first()) {
        back_up(&connection, path, first)?;
    }
    for migration in &missing {
        apply_one(&mut connection, migration).map_err(|error| OpenError::Migration {
            number: migration.number,
            name: migration.name,
            source: Cause::new(error),
        })?;
    }
    Ok(missing)
}

fn apply_one(connection: &mut Connection, migration: &Migration) -> rusqlite::Result<()> {
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Two processes that start at once meet here, and the second finds the work done.
    if read_version(&transaction)? >= migration.number {
        return Ok(());
    }
    transaction.execute_batch(migration.sqlite)?;
    transaction.execute(
        "INSERT INTO schema_version (number, name) VALUES (?1, ?2)",
        (migration.number, migration.name),
    )?;
    transaction.commit()
}

fn read_version(connection: &Connection) -> rusqlite::Result<u32> {
    let exists = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'",
            [],
            |_| Ok(()),
        )
        .optional()?;
    if exists.is_none() {
        return Ok(0);
    }
    connection.query_row(
        "SELECT COALESCE(MAX(number), 0) FROM schema_version",
        [],
        |row| row.get(0),
    )
}

/// Copies the database to `<file>.before-NNNN`. A copy of an earlier attempt is replaced: the attempt changed nothing.
fn back_up(connection: &Connection, path: &Path, first: &Migration) -> Result<(), OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-{:04}", first.number));
    let copy = PathBuf::from(name);
    let failed = |source: Cause| OpenError::Backup {
        path: copy.display().to_string(),
        source,
    };
    let mut part = copy.clone().into_os_string();
    part.push(".part");
    if Path::new(&part).exists() {
        std::fs::remove_file(&part).map_err(|error| failed(Cause::new(error)))?;
    }
    let Some(target) = part.to_str() else {
        return Err(OpenError::Options(
            "the path of the database is not UTF-8".into(),
        ));
    };
    connection
        .execute("VACUUM INTO ?1", [target])
        .map_err(|error| failed(Cause::new(error)))?;
    std::fs::File::open(&part)
        .and_then(|file| file.sync_all())
        .map_err(|error| failed(Cause::new(error)))?;
    std::fs::rename(&part, &copy).map_err(|error| failed(Cause::new(error)))
}

fn open_error(error: rusqlite::Error) -> OpenError {
    OpenError::Connect {
        source: Cause::new(error),
    }
}
