//! Running other programs, with the command in every error.

use std::process::{Command, Stdio};

use crate::workspace;

const OF_OUR_OWN_PACKAGE: [&str; 12] = [
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_PKG_AUTHORS",
    "CARGO_PKG_DESCRIPTION",
    "CARGO_PKG_HOMEPAGE",
    "CARGO_PKG_NAME",
    "CARGO_PKG_REPOSITORY",
    "CARGO_PKG_VERSION",
    "CARGO_PKG_VERSION_MAJOR",
    "CARGO_PKG_VERSION_MINOR",
    "CARGO_PKG_VERSION_PATCH",
    "CARGO_PKG_VERSION_PRE",
];

/// A cargo command in the workspace.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(workspace::root());
    // What cargo told this program of this program's own package would make build scripts run again.
    for name in OF_OUR_OWN_PACKAGE {
        command.env_remove(name);
    }
    command
}

/// Runs to the end with this terminal's output.
pub(crate) fn status(command: &mut Command) -> Result<(), String> {
    status_into(command, Stdio::inherit())
}

/// Runs to the end; what it prints goes elsewhere.
pub(crate) fn status_into(command: &mut Command, output: Stdio) -> Result<(), String> {
    let status = command
        .stdin(Stdio::null())
        .stdout(output)
        .status()
        .map_err(|error| format!("starting {}: {error}", line(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} ended with {status}", line(command)))
    }
}

/// Runs to the end and returns what it printed; what it complained about is part of the error.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("starting {}: {error}", line(command)))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        Err(format!(
            "{} ended with {}\n{complaint}",
            line(command),
            output.status
        ))
    }
}

/// Whether the command can be started and succeeds; prints nothing.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    format!("`{}`", words.join(" "))
}
