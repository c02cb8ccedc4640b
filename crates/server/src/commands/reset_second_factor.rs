//! `dopis reset-second-factor`: a way back in for somebody who has lost the second factor.

use std::io::Write;

use super::open::CommandError;
use crate::actions::staff::reset::reset_by_email;
use crate::app::App;

/// Prints for how many accounts it was; says whether there was one.
pub async fn run(app: &App, email: &str, mut output: impl Write) -> Result<bool, CommandError> {
    let found = reset_by_email(app, email).await?;
    match found {
        0 => writeln!(output, "nobody signs in with this e-mail")?,
        found => writeln!(output, "accounts: {found}")?,
    }
    Ok(found > 0)
}
