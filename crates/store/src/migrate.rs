//! The migrations of both databases, which have the same numbers, and the refusal of a schema that does not fit.

use tokio::task::spawn_blocking;

use crate::{Cause, DbOptions, OpenError, Place, postgres, sqlite};

/// One step of the schema.
#[derive(Debug, PartialEq, Eq)]
pub struct Migration {
    /// Counted from 1, without gaps.
    pub number: u32,
    pub name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

macro_rules! migration {
    ($number:literal, $file:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $file)),
            postgres: include_str!(concat!("../migrations/postgres/", $file)),
        }
    };
}

/// All migrations, in order.
pub const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_foundation.sql", "foundation"),
    migration!(2, "0002_accounts.sql", "accounts"),
    migration!(3, "0003_inbox.sql", "inbox"),
    migration!(4, "0004_composer.sql", "composer"),
    migration!(5, "0005_attachments.sql", "attachments"),
    migration!(6, "0006_absences.sql", "absences"),
    migration!(7, "0007_staff.sql", "staff"),
    migration!(8, "0008_buyers.sql", "buyers"),
    migration!(9, "0009_unread.sql", "unread"),
    migration!(10, "0010_archive.sql", "archive"),
    migration!(11, "0011_findings.sql", "findings"),
    migration!(12, "0012_reviews.sql", "reviews"),
    migration!(13, "0013_strikes.sql", "strikes"),
    migration!(14, "0014_rule_sets.sql", "rule_sets"),
    migration!(15, "0015_files_looked_through.sql", "files looked through"),
    migration!(16, "0016_holds_and_erasures.sql", "holds and erasures"),
    migration!(17, "0017_prepared_files.sql", "prepared files"),
    migration!(18, "0018_who_looked.sql", "who looked"),
    migration!(19, "0019_witnesses.sql", "witnesses"),
    migration!(20, "0020_retention.sql", "retention"),
    migration!(21, "0021_one_index_less.sql", "one index less"),
    migration!(22, "0022_plans.sql", "plans for large sellers"),
];

pub(crate) const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";

/// What is still to be applied to this database.
pub async fn pending(options: &DbOptions) -> Result<Vec<&'static Migration>, OpenError> {
    missing(MIGRATIONS, version(options).await?)
}

/// Applies what is missing and returns it. On SQLite a copy `<file>.before-NNNN` of an existing database comes first.
pub async fn apply(options: &DbOptions) -> Result<Vec<&'static Migration>, OpenError> {
    match &options.place {
        Place::Sqlite { path } => {
            let (path, limits) = (path.clone(), options.limits.clone());
            blocking(move || sqlite::apply(&path, &limits, MIGRATIONS)).await
        }
        Place::Postgres(place) => postgres::apply(place, &options.limits).await,
    }
}

/// Refuses a database whose schema is not exactly the one of this program.
pub(crate) async fn require_current(options: &DbOptions) -> Result<(), OpenError> {
    let found = version(options).await?;
    if missing(MIGRATIONS, found)?.is_empty() {
        Ok(())
    } else {
        Err(OpenError::MigrationNeeded {
            found,
            known: known(),
        })
    }
}

/// What of `all` comes after this version, or the refusal of a version from the future.
pub(crate) fn missing(
    all: &'static [Migration],
    found: u32,
) -> Result<Vec<&'static Migration>, OpenError> {
    let known = last(all);
    if found > known {
        return Err(OpenError::NewerSchema { found, known });
    }
    Ok(all
        .iter()
        .filter(|migration| migration.number > found)
        .collect())
}

fn known() -> u32 {
    last(MIGRATIONS)
}

fn last(migrations: &[Migration]) -> u32 {
    migrations.last().map_or(0, |migration| migration.number)
}

async fn version(options: &DbOptions) -> Result<u32, OpenError> {
    match &options.place {
        Place::Sqlite { path } => {
            let (path, limits) = (path.clone(), options.limits.clone());
            blocking(move || sqlite::version(&path, &limits)).await
        }
        Place::Postgres(place) => postgres::version(place, &options.limits).await,
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OpenError> + Send + 'static,
) -> Result<T, OpenError> {
    spawn_blocking(work)
        .await
        .map_err(|error| OpenError::Connect {
            source: Cause::new(error),
        })?
}
