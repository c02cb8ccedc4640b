//! `dopis check-config`: whether the service would start with this configuration. Connects to nothing.

use std::io::Write;
use std::path::Path;

use super::open::CommandError;
use crate::actions::sign_in::hand_off_key::HandOffKey;
use crate::config;

pub fn run(file: Option<&Path>) -> Result<(), CommandError> {
    let config = config::load_here(file)?;
    HandOffKey::load(&config.hand_off)?;
    writeln!(std::io::stdout(), "the configuration is valid")?;
    Ok(())
}
