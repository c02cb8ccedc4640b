//! What the service says of itself while it runs, on standard error.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::{Directive, ParseError};

use crate::config::{Log, LogFormat};

/// Begins to write the log. Called once for a process.
pub fn begin(log: &Log) -> Result<(), ParseError> {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter(log)?)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second beginning in one process, which only tests have, keeps the first.
    let _begun = match log.format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    Ok(())
}

/// Libraries that would write down what people send, were they asked for everything.
const SILENT: [&str; 1] = ["axum::rejection=off"];

/// The filter, or why it cannot be read. What people send is in no log, whatever the filter says.
pub fn filter(log: &Log) -> Result<EnvFilter, ParseError> {
    let mut filter = EnvFilter::builder().parse(&log.filter)?;
    for directive in SILENT {
        filter = filter.add_directive(directive.parse::<Directive>()?);
    }
    Ok(filter)
}
