//! One import: takes bytes as they arrive, loads them in batches, and reports.

use rules::access::{Action, Relation, Viewer};

use super::batch::{Numbered, load};
use super::line::Line;
use super::lines::{Complete, LINE_MAX_BYTES, Lines};
use super::report::{Refused, Report};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Records and messages in one transaction: others who want to write wait no longer than for these.
const BATCH_WEIGHT: usize = 500;

/// Bytes of lines after which a batch is loaded, however few they are.
const BATCH_BYTES: usize = 1_000_000;

/// An import under way. Give it all bytes with [`Import::take`], then [`Import::finish`].
#[derive(Debug)]
pub struct Import {
    app: App,
    viewer: Viewer,
    lines: Lines,
    batch: Vec<Numbered>,
    batch_bytes: usize,
    batch_weight: usize,
    report: Report,
}

impl Import {
    pub fn begin(app: &App, viewer: &Viewer) -> Result<Import, ActionError> {
        check(viewer, Action::PushMarketplace, Relation::Own)?;
        Ok(Import {
            app: app.clone(),
            viewer: viewer.clone(),
            lines: Lines::default(),
            batch: Vec::new(),
            batch_bytes: 0,
            batch_weight: 0,
            report: Report::default(),
        })
    }

    /// Takes the next bytes. After an error, what was loaded before stays; the import can be run again from its beginning.
    pub async fn take(&mut self, mut chunk: &[u8]) -> Result<(), ActionError> {
        while !chunk.is_empty() {
            let (line, behind) = self.lines.take(chunk);
            if let Some(line) = line {
                self.read(line).await?;
            }
            chunk = behind;
        }
        Ok(())
    }

    /// Loads the rest and tells what was done.
    pub async fn finish(mut self) -> Result<Report, ActionError> {
        if let Some(line) = self.lines.finish() {
            self.read(line).await?;
        }
        self.load().await?;
        self.report.refused.sort_by_key(|refused| refused.line);
        Ok(self.report)
    }

    /// What was done so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Takes the refused lines out of the report, for telling them at once.
    pub fn drain_refused(&mut self) -> Vec<Refused> {
        std::mem::take(&mut self.report.refused)
    }

    async fn read(&mut self, line: Complete) -> Result<(), ActionError> {
        let Some(bytes) = line.bytes else {
            self.report.lines += 1;
            self.report.refuse(
                line.number,
                format!("is longer than {LINE_MAX_BYTES} bytes"),
            );
            return Ok(());
        };
        if bytes.trim_ascii().is_empty() {
            return Ok(());
        }
        self.report.lines += 1;
        match Line::read(&bytes) {
            Ok(read) => {
                self.batch_weight += read.weight();
                self.batch.push(Numbered {
                    number: line.number,
                    line: read,
                });
                self.batch_bytes += bytes.len();
            }
            Err(reason) => self.report.refuse(line.number, reason),
        }
        if self.batch_weight >= BATCH_WEIGHT || self.batch_bytes >= BATCH_BYTES {
            self.load().await?;
        }
        Ok(())
    }

    async fn load(&mut self) -> Result<(), ActionError> {
        let batch = std::mem::take(&mut self.batch);
        (self.batch_bytes, self.batch_weight) = (0, 0);
        if batch.is_empty() {
            return Ok(());
        }
        load(&self.app, &self.viewer, batch, &mut self.report).await
    }
}
