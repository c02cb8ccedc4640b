//! `dopis archive rebuild`: the files of the log again, from the database.

use std::io::Write;

use crate::app::App;
use crate::archiving;
use crate::commands::CommandError;

/// Writes what is missing, and says how many entries the log has.
pub async fn run(app: &App, mut output: impl Write) -> Result<(), CommandError> {
    if !app.archive.is_kept() {
        return Err(CommandError::NoArchive);
    }
    let entries = archiving::rebuild(app).await?;
    writeln!(output, "all files of {entries} entries are there")?;
    Ok(())
}
