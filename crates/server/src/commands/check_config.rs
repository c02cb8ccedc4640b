//! `dopis check-config`: whether the service would start with this configuration. Connects to nothing.

use std::io::Write;
use std::path::Path;

use super::open::CommandError;
use crate::config;

pub fn run(file: Option<&Path>) -> Result<(), CommandError> {
    config::load_here(file)?;
    writeln!(std::io::stdout(), "the configuration is valid")?;
    Ok(())
}
