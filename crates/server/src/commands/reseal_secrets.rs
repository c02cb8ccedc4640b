//! `dopis reseal-secrets`: seals the secrets of authenticator apps with the key of now, and says what is left to do.

use std::io::Write;

use super::open::CommandError;
use crate::actions::sign_in::reseal::reseal;
use crate::app::App;

/// Prints how many are in which state; says whether all can be read with `sign_in.secret_key` alone.
pub async fn run(app: &App, mut output: impl Write) -> Result<bool, CommandError> {
    let found = reseal(app).await?;
    writeln!(output, "sealed anew: {}", found.anew)?;
    writeln!(output, "sealed so already: {}", found.current)?;
    writeln!(output, "no key opens: {}", found.unreadable)?;
    Ok(found.unreadable == 0)
}
