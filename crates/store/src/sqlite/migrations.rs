//! Migrations on SQLite: a copy of the file first, then one transaction each.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, backup};

use super::connection;
use crate::{
    Cause, Limits, OpenError,
    migrate::{Migration, VERSION_TABLE, missing},
};

/// Pages copied between two looks at whether somebody else writes.
const PAGES: i32 = 10_000;

/// The number of the last migration; 0 where there is no database yet.
pub(crate) fn version(path: &Path, limits: &Limits) -> Result<u32, OpenError> {
    if !path.exists() {
        return Ok(0);
    }
    let connection = connection::open(path, limits).map_err(|error| open_error(path, error))?;
    read_version(&connection).map_err(|error| open_error(path, error))
}

/// Applies what is missing of `all` and returns it.
pub(crate) fn apply(
    path: &Path,
    limits: &Limits,
    all: &'static [Migration],
) -> Result<Vec<&'static Migration>, OpenError> {
    let mut connection = connection::open(path, limits).map_err(|error| open_error(path, error))?;
    connection
        .execute_batch(VERSION_TABLE)
        .map_err(|error| open_error(path, error))?;
    let found = read_version(&connection).map_err(|error| open_error(path, error))?;
    let missing = missing(all, found)?;
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
    let copy = with_ending(path, &format!(".before-{:04}", first.number));
    let part = with_ending(&copy, ".part");
    let failed = |source: Cause| OpenError::Backup {
        path: copy.display().to_string(),
        source,
    };
    let version = copy_to(connection, &part).map_err(|error| failed(Cause::new(error)))?;
    // Another process may have migrated meanwhile; then its copy is the one from before.
    let kept = if version < first.number {
        std::fs::File::open(&part)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&part, &copy))
    } else {
        std::fs::remove_file(&part)
    };
    kept.map_err(|error| failed(Cause::new(error)))
}

/// Copies the database and returns the version that the copy has.
fn copy_to(connection: &Connection, part: &Path) -> rusqlite::Result<u32> {
    // What an interrupted attempt left. A file that stays makes the copying fail, and tells why.
    drop(std::fs::remove_file(part));
    let mut target = Connection::open(part)?;
    backup::Backup::new(connection, &mut target)?.run_to_completion(PAGES, Duration::ZERO, None)?;
    // A copy is one file, without a log beside it.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    read_version(&target)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn open_error(path: &Path, error: rusqlite::Error) -> OpenError {
    OpenError::File {
        path: path.display().to_string(),
        source: Cause::new(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn migration(number: u32, sqlite: &'static str) -> Migration {
        Migration {
            number,
            name: "test",
            sqlite,
            postgres: "",
        }
    }

    static OLD: [Migration; 1] = [migration(
        1,
        "CREATE TABLE a (a INTEGER); INSERT INTO a VALUES (7)",
    )];
    static NEW: [Migration; 3] = [
        migration(1, "CREATE TABLE a (a INTEGER)"),
        migration(2, "DELETE FROM a; CREATE TABLE b (b INTEGER)"),
        migration(3, "CREATE TABLE c (c INTEGER)"),
    ];
    static BROKEN: [Migration; 2] = [
        migration(1, ""),
        migration(
            2,
            "DELETE FROM a; CREATE TABLE b (b INTEGER); SELECT nothing FROM nowhere",
        ),
    ];

    fn sum(path: &Path) -> Option<i64> {
        let connection = Connection::open(path).unwrap();
        connection
            .query_row("SELECT SUM(a) FROM a", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn an_existing_database_is_copied_before_it_is_migrated() {
        let folder = tempfile::tempdir().unwrap();
        let (path, limits) = (folder.path().join("d.db"), Limits::default());
        assert_eq!(apply(&path, &limits, &OLD).unwrap().len(), 1);
        assert!(
            !folder.path().join("d.db.before-0001").exists(),
            "there was nothing to copy"
        );
        assert_eq!(apply(&path, &limits, &NEW).unwrap().len(), 2);
        assert_eq!(sum(&path), None);
        let copy = folder.path().join("d.db.before-0002");
        assert_eq!(sum(&copy), Some(7));
        assert_eq!(version(&copy, &limits).unwrap(), 1);
        assert!(!folder.path().join("d.db.before-0002.part").exists());
    }

    #[test]
    fn a_migration_that_fails_changes_nothing_and_can_be_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let (path, limits) = (folder.path().join("d.db"), Limits::default());
        apply(&path, &limits, &OLD).unwrap();
        for _ in 0..2 {
            let failed = apply(&path, &limits, &BROKEN);
            assert!(
                matches!(failed, Err(OpenError::Migration { number: 2, .. })),
                "{failed:?}"
            );
            assert_eq!((sum(&path), version(&path, &limits).unwrap()), (Some(7), 1));
        }
        assert_eq!(apply(&path, &limits, &NEW).unwrap().len(), 2);
        assert_eq!(sum(&folder.path().join("d.db.before-0002")), Some(7));
    }

    #[test]
    fn a_copy_made_too_late_does_not_replace_the_one_made_in_time() {
        let folder = tempfile::tempdir().unwrap();
        let (path, limits) = (folder.path().join("d.db"), Limits::default());
        apply(&path, &limits, &OLD).unwrap();
        apply(&path, &limits, &NEW).unwrap();
        back_up(&Connection::open(&path).unwrap(), &path, &NEW[1]).unwrap();
        assert_eq!(sum(&folder.path().join("d.db.before-0002")), Some(7));
    }

    #[test]
    fn a_copy_that_cannot_be_made_stops_the_migration() {
        let folder = tempfile::tempdir().unwrap();
        let (path, limits) = (folder.path().join("d.db"), Limits::default());
        apply(&path, &limits, &OLD).unwrap();
        std::fs::create_dir(folder.path().join("d.db.before-0002.part")).unwrap();
        let failed = apply(&path, &limits, &NEW);
        assert!(
            matches!(failed, Err(OpenError::Backup { .. })),
            "{failed:?}"
        );
        assert_eq!(version(&path, &limits).unwrap(), 1);
    }
}
