//! What commands need before they can begin: the log and the database.

use std::path::PathBuf;

use store::{Db, DbOptions, OpenError, Place, PostgresOptions, migrate};

use crate::app::StartError;
use crate::config::{Config, ConfigError, Database};
use crate::telemetry;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("log.filter cannot be read")]
    Log(#[from] tracing_subscriber::filter::ParseError),
    #[error("the database cannot be used{}", hint(.0))]
    Database(#[from] OpenError),
    #[error(transparent)]
    Tables(#[from] store::tables::TablesError),
    #[error(
        "sign_in.secret_key of the one configuration is neither of the keys of the other: \
         nobody could sign in with an authenticator app"
    )]
    OtherSecretKey,
    #[error(transparent)]
    Export(#[from] super::export::ExportError),
    #[error("{doing}")]
    Io {
        doing: String,
        #[source]
        source: std::io::Error,
    },
    #[error("reading or writing")]
    Stream(#[from] std::io::Error),
    #[error(transparent)]
    Lexicon(#[from] rules::contact::lexicon::LexiconError),
    #[error(transparent)]
    Import(#[from] super::import::ImportError),
    #[error(transparent)]
    Demo(#[from] crate::demo::DemoError),
    #[error(transparent)]
    Init(#[from] super::archive::init::InitError),
    #[error("the log cannot be signed")]
    ArchiveKeys(#[from] crate::archiving::KeyProblem),
    #[error(transparent)]
    Sealing(#[from] crate::archiving::SealError),
    #[error("archive.origin is empty: there is no log")]
    NoArchive,
    #[error(transparent)]
    Action(#[from] crate::error::ActionError),
}

/// Begins the log and opens the database. SQLite is migrated first; PostgreSQL must have been.
pub async fn open(config: &Config) -> Result<Db, CommandError> {
    telemetry::begin(&config.log)?;
    let options = database_options(&config.database);
    if matches!(options.place, Place::Sqlite { .. }) {
        for migration in migrate::apply(&options).await? {
            tracing::info!(number = migration.number, name = migration.name, "migrated");
        }
    }
    Ok(Db::open(&options).await?)
}

/// The database as the configuration describes it.
pub fn database_options(database: &Database) -> DbOptions {
    let connections = usize::from(database.connections);
    let place = match database.url.strip_prefix("sqlite:") {
        Some(path) => Place::Sqlite {
            path: PathBuf::from(path),
        },
        None => Place::Postgres(PostgresOptions {
            url: database.url.clone(),
            ca_file: Some(&database.ca_file)
                .filter(|file| !file.is_empty())
                .map(PathBuf::from),
            write_connections: connections,
            read_connections: connections,
        }),
    };
    // Half of the time for waiting, and half for the work itself.
    let wait_ms = database.timeout_ms / 2;
    DbOptions {
        place,
        limits: store::Limits {
            queue: usize::try_from(database.queue).unwrap_or(usize::MAX),
            readers: connections,
            wait_ms,
            answer_ms: database.timeout_ms - wait_ms,
            statement_ms: database.timeout_ms,
            slow_ms: database.slow_ms,
            ..store::Limits::default()
        },
    }
}

fn hint(error: &OpenError) -> &'static str {
    match error {
        OpenError::MigrationNeeded { .. } => "; make a backup and run `dopis migrate`",
        _ => "",
    }
}
