//! The binary `dopis`.

use std::process::ExitCode;

fn main() -> ExitCode {
    dopis::commands::run()
}
