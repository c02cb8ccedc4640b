//! `dopis digest`: what the database holds, in numbers that a backup or another database can be held against.

use std::io::{self, Write};

use store::tables;

use super::open::{CommandError, database_options};
use crate::config::Config;
use crate::telemetry;

pub(super) async fn run(config: Config) -> Result<(), CommandError> {
    telemetry::begin(&config.log)?;
    let digest = tables::digest(&database_options(&config.database)).await?;
    print(&digest, &mut io::stdout())?;
    Ok(())
}

/// A line for each table with its rows and its hash, and one for all of them.
pub fn print(digest: &tables::Digest, out: &mut impl Write) -> io::Result<()> {
    let tables = digest.tables.iter();
    let width = tables.map(|table| table.table.len()).max().unwrap_or(0);
    for table in &digest.tables {
        let (name, rows, hash) = (&table.table, table.rows, table.hash);
        writeln!(out, "{name:width$} {rows:>12} {hash}")?;
    }
    writeln!(
        out,
        "{:width$} {:>12} {}",
        "total",
        digest.rows(),
        digest.whole()
    )
}
