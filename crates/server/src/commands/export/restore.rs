//! `dopis restore`: puts everything of an export into an empty installation, or nothing.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use rules::ids::AttachmentId;
use store::tables::{Digest, Restoring};
use store::{Place, migrate};

use super::ExportError;
use super::files::{Files, sha256};
use super::lines::{FORMAT, Line, Mark, Part};
use crate::channels::storage::Storage;
use crate::commands::digest::print;
use crate::commands::open::{CommandError, database_options};
use crate::config::Config;
use crate::error::ActionError;
use crate::telemetry;

/// Reads the export from a file; `-` is standard input.
pub async fn restore_from(config: &Config, from: &Path) -> Result<(), CommandError> {
    telemetry::begin(&config.log)?;
    if from == Path::new("-") {
        restore(config, BufReader::new(io::stdin()), &mut io::stderr()).await?;
        return Ok(());
    }
    let file = File::open(from).map_err(|source| CommandError::Io {
        doing: format!("opening {}", from.display()),
        source,
    })?;
    restore(config, BufReader::new(file), &mut io::stderr()).await?;
    Ok(())
}

/// Takes all lines, reads back what the database then holds, and commits if it is what the export says.
pub async fn restore(
    config: &Config,
    input: impl BufRead,
    told: &mut impl Write,
) -> Result<Digest, CommandError> {
    let options = database_options(&config.database);
    if matches!(options.place, Place::Sqlite { .. }) {
        migrate::apply(&options).await?;
    }
    let mut lines = Numbered { input, number: 0 };
    match lines.next()? {
        Some(Line::Mark(Mark::Begin { format: FORMAT, .. })) => {}
        _ => return Err(ExportError::OtherFormat.into()),
    }
    let mut into = Target {
        restoring: Restoring::begin(&options).await?,
        storage: Storage::new(&config.attachments),
        named: Files::default(),
        under_way: None,
        came: BTreeSet::new(),
        count: 0,
    };
    loop {
        let Some(line) = lines.next()? else {
            return Err(ExportError::CutOff.into());
        };
        let number = lines.number;
        if let Line::Mark(Mark::End {
            rows,
            files,
            sha256,
        }) = line
        {
            let digest = into.restoring.came();
            let is_said = (digest.rows(), into.count) == (rows, files)
                && digest.whole().to_string() == sha256;
            if !is_said {
                return Err(ExportError::Differs { number }.into());
            }
            break;
        }
        into.take(line, number, told).await?;
    }
    if lines.next()?.is_some() {
        return Err(ExportError::Unexpected {
            number: lines.number,
        }
        .into());
    }
    into.files_are_whole()?;
    let digest = into.restoring.finish().await?;
    print(&digest, told)?;
    let (rows, files) = (digest.rows(), into.count);
    writeln!(
        told,
        "restored: {rows} rows, {files} files, each as it was exported"
    )?;
    Ok(digest)
}

/// What is being filled.
struct Target {
    restoring: Restoring,
    storage: Storage,
    named: Files,
    /// The file that is coming, and what has come of it.
    under_way: Option<(AttachmentId, Part, Vec<u8>)>,
    /// Files that are kept, without thumbnails.
    came: BTreeSet<AttachmentId>,
    count: u64,
}

impl Target {
    async fn take(
        &mut self,
        line: Line,
        number: u64,
        told: &mut impl Write,
    ) -> Result<(), CommandError> {
        match (line, &mut self.under_way) {
            (Line::Mark(Mark::Table { name, columns }), None) => {
                self.named.table(&name, &columns);
                self.restoring.table(&name, &columns).await?;
            }
            (Line::Row(row), None) => {
                self.named.row(&row);
                self.restoring.row(row).await?;
            }
            (Line::Mark(Mark::TableEnd { rows, sha256 }), None) => {
                let came = self.restoring.end_table().await?;
                if (came.rows, came.hash.to_string()) != (rows, sha256) {
                    return Err(ExportError::Differs { number }.into());
                }
                writeln!(told, "restoring {}: {rows} rows", came.table)?;
            }
            (Line::Mark(Mark::File { id, of }), None) => {
                self.under_way = Some((id, of, Vec::new()));
            }
            (Line::Piece(piece), Some((_, _, bytes))) => bytes.extend(piece),
            (
                Line::Mark(Mark::FileEnd {
                    bytes,
                    sha256: hash,
                }),
                Some((id, of, came)),
            ) => {
                let (id, of, came) = (*id, *of, std::mem::take(came));
                self.under_way = None;
                if (came.len() as u64, sha256(&came)) != (bytes, hash) {
                    return Err(ExportError::Differs { number }.into());
                }
                self.keep(id, of, came, number).await?;
            }
            _ => return Err(ExportError::Unexpected { number }.into()),
        }
        Ok(())
    }

    async fn keep(
        &mut self,
        id: AttachmentId,
        of: Part,
        bytes: Vec<u8>,
        number: u64,
    ) -> Result<(), CommandError> {
        let Some(named) = self.named.get(id) else {
            return Err(ExportError::Unexpected { number }.into());
        };
        let kept = match of {
            Part::Kept => {
                named.check(id, &bytes)?;
                self.came.insert(id);
                self.storage.keep(id, bytes).await
            }
            Part::Thumbnail => self.storage.keep_thumbnail(id, bytes).await,
        };
        kept.map_err(ActionError::from)?;
        self.count += 1;
        Ok(())
    }

    fn files_are_whole(&self) -> Result<(), ExportError> {
        let mut sent = self.named.iter().filter(|(_, named)| named.is_sent);
        match sent.find(|(id, _)| !self.came.contains(id)) {
            Some((id, _)) => Err(ExportError::FileMissing { id }),
            None if self.under_way.is_some() => Err(ExportError::CutOff),
            None => Ok(()),
        }
    }
}

/// The lines with their numbers, from 1.
struct Numbered<R> {
    input: R,
    number: u64,
}

impl<R: BufRead> Numbered<R> {
    fn next(&mut self) -> Result<Option<Line>, CommandError> {
        let mut text = String::new();
        if self.input.read_line(&mut text)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let number = self.number;
        let line = Line::read(text.trim_end_matches('\n'));
        let line = line.map_err(|source| ExportError::Unreadable { number, source })?;
        Ok(Some(line))
    }
}
