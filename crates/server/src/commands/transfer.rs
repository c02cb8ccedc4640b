//! `dopis transfer`: moves an installation from SQLite to PostgreSQL.

use std::io::{self, Write};

use store::tables::{self, Progress, Step};

use super::digest::print;
use super::open::{CommandError, database_options};
use crate::config::Config;
use crate::telemetry;

/// Copies from the database of one configuration to that of the other.
pub(super) async fn run(from: Config, to: Config) -> Result<(), CommandError> {
    telemetry::begin(&from.log)?;
    transfer(&from, &to, &mut io::stdout(), &mut io::stderr()).await
}

/// Tells each table on `told`, and at the end all of them on `out`.
pub async fn transfer(
    from: &Config,
    to: &Config,
    out: &mut impl Write,
    told: &mut impl Write,
) -> Result<(), CommandError> {
    if !opens_secrets(from, to) {
        return Err(CommandError::OtherSecretKey);
    }
    let (source, target) = (
        database_options(&from.database),
        database_options(&to.database),
    );
    let mut silent = Ok(());
    let digest = tables::transfer(&source, &target, |progress| {
        if silent.is_ok() {
            silent = tell(told, progress);
        }
    })
    .await?;
    print(&digest, out)?;
    writeln!(out, "transferred: every row arrived as it was")?;
    writeln!(out, "{}", files(from, to))?;
    Ok(silent?)
}

fn tell(told: &mut impl Write, progress: Progress<'_>) -> io::Result<()> {
    let step = match progress.step {
        Step::Copying => "copying",
        Step::Comparing => "comparing",
    };
    let end = if progress.is_over { "" } else { " so far" };
    writeln!(
        told,
        "{step} {}: {} rows{end}",
        progress.table, progress.rows
    )
}

/// Whether the secrets of authenticator apps, which are copied sealed, can be opened afterwards.
fn opens_secrets(from: &Config, to: &Config) -> bool {
    let key = &from.sign_in.secret_key;
    key.is_empty() || *key == to.sign_in.secret_key || *key == to.sign_in.other_secret_key
}

/// What is to be done with the files of messages, which are in neither database.
fn files(from: &Config, to: &Config) -> String {
    let (old, new) = (&from.attachments, &to.attachments);
    let place = |of: &crate::config::Attachments| (of.storage.clone(), of.s3_endpoint.clone());
    if place(old) == place(new) {
        format!("files of messages stay where they are: {}", new.storage)
    } else {
        format!(
            "files of messages were not moved: bring them from {} to {} before the service starts",
            old.storage, new.storage
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{files, opens_secrets};
    use crate::config::Config;

    fn with(key: &str, other: &str, storage: &str) -> Config {
        let mut config = Config::default();
        config.sign_in.secret_key = key.to_owned();
        config.sign_in.other_secret_key = other.to_owned();
        config.attachments.storage = storage.to_owned();
        config
    }

    #[test]
    fn sealed_secrets_need_their_key() {
        let old = with("k", "", "file:a");
        assert!(opens_secrets(&old, &with("k", "", "file:a")));
        assert!(opens_secrets(&old, &with("new", "k", "file:a")));
        assert!(!opens_secrets(&old, &with("new", "", "file:a")));
        assert!(!opens_secrets(&old, &with("", "", "file:a")));
        assert!(opens_secrets(&with("", "", "file:a"), &old));
    }

    #[test]
    fn another_place_for_files_is_told() {
        let (here, there) = (with("", "", "file:a"), with("", "", "s3:b"));
        assert_eq!(
            files(&here, &here),
            "files of messages stay where they are: file:a"
        );
        assert_eq!(
            files(&here, &there),
            "files of messages were not moved: bring them from file:a to s3:b before the service starts"
        );
    }
}
