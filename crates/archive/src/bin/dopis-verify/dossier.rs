//! `dopis-verify dossier`: that what a dossier says of a conversation is what the log holds.

use archive::dossier::{Verdict, check as check_file};
use archive::policy::Policy;

use crate::outcome::Checks;

pub(crate) fn check(file: &[u8], policy: &Policy) -> Checks {
    let mut checks = Checks::default();
    for line in check_file(file, policy).lines {
        match line.verdict {
            Verdict::Holds => checks.holds(line),
            Verdict::Tells => checks.tells(line),
            Verdict::Fails => checks.fails(line),
        }
    }
    checks
}
