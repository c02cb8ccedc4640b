//! `dopis export`: writes everything down, the tables from one state of the database and then the files they name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rules::ids::AttachmentId;
use store::tables::{self, Digest, Piece};

use super::ExportError;
use super::files::{Files, sha256};
use super::lines::{FORMAT, Line, Mark, Part, written_row};
use crate::channels::storage::Storage;
use crate::commands::digest::print;
use crate::commands::open::{CommandError, database_options};
use crate::config::Config;
use crate::error::ActionError;
use crate::telemetry;

/// Bytes of a file on one line.
const PIECE_BYTES: usize = 48 * 1024;

/// Writes into a new file, which appears under its name when it is whole; `-` is standard output.
pub async fn export_to(config: &Config, to: &Path) -> Result<(), CommandError> {
    telemetry::begin(&config.log)?;
    if to == Path::new("-") {
        export(config, &mut BufWriter::new(io::stdout()), &mut io::stderr()).await?;
        return Ok(());
    }
    let unfinished = unfinished(to);
    let file = create(to, &unfinished).map_err(|source| CommandError::Io {
        doing: format!("creating {}", to.display()),
        source,
    })?;
    let mut out = BufWriter::new(file);
    let written = match export(config, &mut out, &mut io::stderr()).await {
        Ok(_) => finish(out, &unfinished, to).map_err(CommandError::from),
        Err(error) => Err(error),
    };
    if written.is_err() {
        // What is left of it is of no use, and the error tells why.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// Writes all lines, and tells each table, the files and the digest.
pub async fn export(
    config: &Config,
    out: &mut impl Write,
    told: &mut impl Write,
) -> Result<Digest, CommandError> {
    line(
        out,
        &Line::Mark(Mark::Begin {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }),
    )?;
    let mut files = Files::default();
    let digest = tables::export(&database_options(&config.database), |piece| {
        table(piece, &mut files, out)
    })
    .await?;
    let storage = Storage::new(&config.attachments);
    let mut count = 0;
    for (id, named) in files.iter() {
        let kept = storage.find(id).await.map_err(ActionError::from)?;
        let Some(kept) = kept else {
            if named.is_sent {
                return Err(ExportError::FileMissing { id }.into());
            }
            writeln!(told, "the file {id} was deleted unsent meanwhile")?;
            continue;
        };
        named.check(id, &kept)?;
        file(id, Part::Kept, &kept, out)?;
        count += 1;
        if named.has_thumbnail {
            let found = storage.find_thumbnail(id).await;
            if let Some(thumbnail) = found.map_err(ActionError::from)? {
                file(id, Part::Thumbnail, &thumbnail, out)?;
                count += 1;
            } else if named.is_sent {
                return Err(ExportError::FileMissing { id }.into());
            }
        }
    }
    line(
        out,
        &Line::Mark(Mark::End {
            rows: digest.rows(),
            files: count,
            sha256: digest.whole().to_string(),
        }),
    )?;
    out.flush()?;
    print(&digest, told)?;
    writeln!(told, "exported: {} rows, {count} files", digest.rows())?;
    Ok(digest)
}

fn table(piece: Piece<'_>, files: &mut Files, out: &mut impl Write) -> Result<(), CommandError> {
    match piece {
        Piece::Table { name, columns } => {
            files.table(name, columns);
            let mark = Mark::Table {
                name: name.to_owned(),
                columns: columns.to_vec(),
            };
            line(out, &Line::Mark(mark))
        }
        Piece::Row(row) => {
            files.row(row);
            let written = written_row(row).map_err(io::Error::from)?;
            Ok(writeln!(out, "{written}")?)
        }
        Piece::TableEnd(end) => {
            let mark = Mark::TableEnd {
                rows: end.rows,
                sha256: end.hash.to_string(),
            };
            line(out, &Line::Mark(mark))
        }
    }
}

fn file(
    id: AttachmentId,
    of: Part,
    bytes: &[u8],
    out: &mut impl Write,
) -> Result<(), CommandError> {
    line(out, &Line::Mark(Mark::File { id, of }))?;
    for piece in bytes.chunks(PIECE_BYTES) {
        line(out, &Line::Piece(piece.to_vec()))?;
    }
    let mark = Mark::FileEnd {
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
    };
    line(out, &Line::Mark(mark))
}

fn line(out: &mut impl Write, line: &Line) -> Result<(), CommandError> {
    let written = line.written().map_err(io::Error::from)?;
    Ok(writeln!(out, "{written}")?)
}

fn unfinished(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(".unfinished");
    name.into()
}

/// Letters and hashes of passwords are in it: only its owner may read it.
fn create(to: &Path, unfinished: &Path) -> io::Result<File> {
    if to.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options.open(unfinished)
}

fn finish(out: BufWriter<File>, unfinished: &Path, to: &Path) -> io::Result<()> {
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    // Fails where somebody has made the file meanwhile, which a renaming would overwrite.
    fs::hard_link(unfinished, to)?;
    fs::remove_file(unfinished)
}
