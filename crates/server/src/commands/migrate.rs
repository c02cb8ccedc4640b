//! `dopis migrate`: brings the database to the schema of this version.

use std::io::Write;

use super::open::{CommandError, database_options};
use crate::config::Config;
use crate::telemetry;

pub(super) async fn run(config: Config) -> Result<(), CommandError> {
    telemetry::begin(&config.log)?;
    let applied = store::migrate::apply(&database_options(&config.database)).await?;
    let mut out = std::io::stdout();
    if applied.is_empty() {
        writeln!(out, "nothing to migrate")?;
    }
    for migration in applied {
        writeln!(out, "migrated: {:04}_{}", migration.number, migration.name)?;
    }
    Ok(())
}
