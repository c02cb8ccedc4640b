//! What was found, one line per check, and the exit status that follows.

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

const DOES_NOT_HOLD: u8 = 1;
const COULD_NOT_CHECK: u8 = 2;

/// The checks in the order in which they were made, the first that does not hold being the last.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    lines: Vec<String>,
    failed: bool,
}

/// Nothing was found out: a wrong command, a file that cannot be read.
#[derive(Debug)]
pub(crate) struct NotChecked(pub(crate) String);

impl Checks {
    pub(crate) fn holds(&mut self, what: impl Display) {
        self.lines.push(format!("ok    {what}"));
    }

    /// Nothing that holds or does not, but that the reader should know.
    pub(crate) fn tells(&mut self, what: impl Display) {
        self.lines.push(format!("-     {what}"));
    }

    pub(crate) fn fails(&mut self, what: impl Display) {
        self.lines.push(format!("FAIL  {what}"));
        self.failed = true;
    }
}

pub(crate) fn tell(checks: Result<Checks, NotChecked>) -> ExitCode {
    let (text, status) = match checks {
        Err(NotChecked(why)) => (format!("could not check: {why}\n"), COULD_NOT_CHECK),
        Ok(checks) => {
            let lines = checks
                .lines
                .iter()
                .map(|line| format!("{}\n", one_line(line)));
            (
                lines.collect(),
                if checks.failed { DOES_NOT_HOLD } else { 0 },
            )
        }
    };
    let written = match status {
        COULD_NOT_CHECK => std::io::stderr().write_all(text.as_bytes()),
        _ => std::io::stdout().write_all(text.as_bytes()),
    };
    // Nobody saw the checks, so nobody may take them as made.
    ExitCode::from(if written.is_ok() {
        status
    } else {
        COULD_NOT_CHECK
    })
}

/// What comes out of files must not write lines of its own or move the cursor.
fn one_line(line: &str) -> String {
    let shown = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    line.chars().map(shown).collect()
}
