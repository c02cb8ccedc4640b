//! `dopis check-config`: whether the service would start with this configuration. Connects to nothing.

use std::io::Write;
use std::path::Path;

use super::open::CommandError;
use crate::actions::sign_in::hand_off_key::HandOffKey;
use crate::app::StartError;
use crate::archiving::Keys;
use crate::config;
use crate::detectors::Detectors;

pub fn run(file: Option<&Path>) -> Result<(), CommandError> {
    let config = config::load_here(file)?;
    HandOffKey::load(&config.hand_off).map_err(StartError::from)?;
    Detectors::load(&config.moderation.lexicons).map_err(StartError::from)?;
    let keys = match config.archive.is_kept() {
        true => Some(Keys::load(&config.archive)?),
        false => None,
    };
    let mut output = std::io::stdout();
    writeln!(output, "the configuration is valid")?;
    match keys {
        Some(keys) => {
            for verifier in keys.verifiers() {
                writeln!(output, "events are sealed with the key of {verifier}")?;
            }
        }
        None => writeln!(output, "archive.origin is empty: no event is sealed")?,
    }
    Ok(())
}
