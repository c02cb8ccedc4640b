//! `dopis-verify`: checks logs, proofs, receipts and dossiers of Dopis without Dopis and without a network.

mod arguments;
mod dossier;
mod folder;
mod log;
mod outcome;
mod proof;
mod receipt;
mod timestamps;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words = std::env::args().skip(1);
    let checks = arguments::Arguments::read(words).and_then(|arguments| arguments.run());
    outcome::tell(checks)
}
