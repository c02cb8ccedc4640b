//! `dopis archive audit`: the database against the log, both ways.

use std::io::Write;

use crate::app::App;
use crate::archiving;
use crate::commands::CommandError;

/// Prints what does not fit, a line each, and then how much was compared; says whether all of it fits.
pub async fn run(app: &App, mut output: impl Write + Send) -> Result<bool, CommandError> {
    if !app.archive.is_kept() {
        return Err(CommandError::NoArchive);
    }
    let mut written = Ok(());
    let mut tell = |finding: String| {
        if written.is_ok() {
            written = writeln!(output, "{finding}");
        }
    };
    let done = archiving::audit(app, &mut tell).await?;
    written?;
    writeln!(
        output,
        "compared: {} entries, {} messages and notes; does not fit: {}",
        done.entries, done.rows, done.findings
    )?;
    Ok(done.findings == 0)
}
