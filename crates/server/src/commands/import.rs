//! `dopis import FILE…`: loads files of newline-delimited JSON with the action that the API uses.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rules::access::Viewer;
use rules::ids::TokenId;
use tokio::io::{AsyncRead, AsyncReadExt};
use uuid::Uuid;

use crate::actions::import::{Import, Report};
use crate::app::App;
use crate::error::ActionError;

const CHUNK_BYTES: usize = 256 * 1024;

/// Progress is told each time that so many lines more have been read.
const TOLD_EVERY_LINES: u64 = 5_000;

/// Why an import broke off. What had been loaded stays; it can be run again.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("reading {file}")]
    Read {
        file: String,
        #[source]
        source: io::Error,
    },
    #[error("loading {file}")]
    Load {
        file: String,
        #[source]
        source: ActionError,
    },
    #[error("telling the progress")]
    Tell(#[from] io::Error),
}

/// Loads the files in order, `-` being standard input, and tells progress and refused lines to `told`.
/// Says whether every line was taken.
///
/// # Errors
/// When a file cannot be read or the database fails.
pub async fn run(app: &App, files: &[PathBuf], mut told: impl Write) -> Result<bool, ImportError> {
    let mut all_taken = true;
    for file in files {
        let name = file.display().to_string();
        let report = if file.as_path() == Path::new("-") {
            load(app, &name, tokio::io::stdin(), &mut told).await?
        } else {
            let opened = tokio::fs::File::open(file).await;
            let opened = opened.map_err(|source| ImportError::Read {
                file: name.clone(),
                source,
            })?;
            load(app, &name, opened, &mut told).await?
        };
        all_taken &= report.refused_total == 0;
    }
    Ok(all_taken)
}

async fn load(
    app: &App,
    file: &str,
    mut input: impl AsyncRead + Unpin,
    told: &mut impl Write,
) -> Result<Report, ImportError> {
    let failed = |source| ImportError::Load {
        file: file.to_owned(),
        source,
    };
    // The command line has no token: the nil id stands for whoever runs the service.
    let viewer = Viewer::Platform {
        token: TokenId(Uuid::nil()),
    };
    let mut import = Import::begin(app, &viewer).map_err(failed)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut told_lines = 0;
    loop {
        let read = input.read(&mut chunk).await;
        let read = read.map_err(|source| ImportError::Read {
            file: file.to_owned(),
            source,
        })?;
        if read == 0 {
            break;
        }
        import.take(&chunk[..read]).await.map_err(failed)?;
        for refused in import.drain_refused() {
            writeln!(told, "{file}:{}: {}", refused.line, refused.reason)?;
        }
        if import.report().lines >= told_lines + TOLD_EVERY_LINES {
            told_lines = import.report().lines;
            writeln!(told, "{file}: {told_lines} lines")?;
        }
    }
    let report = import.finish().await.map_err(failed)?;
    for refused in &report.refused {
        writeln!(told, "{file}:{}: {}", refused.line, refused.reason)?;
    }
    write!(
        told,
        "{file}: {} lines, {} refused",
        report.lines, report.refused_total
    )?;
    for (kind, counts) in &report.types {
        let (created, changed, unchanged) = (counts.created, counts.changed, counts.unchanged);
        write!(
            told,
            "; {kind}: {created} created, {changed} changed, {unchanged} unchanged"
        )?;
    }
    writeln!(told)?;
    Ok(report)
}
