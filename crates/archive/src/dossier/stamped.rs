//! The timestamp of a dossier: a token of a checkpoint from which the log grew to the one of the dossier.

use super::check::Files;
use super::path::{CHECKPOINT, GROWTH, STAMPED, TOKEN};
use super::report::{About, Report};
use crate::checkpoint::Checkpoint;
use crate::merkle::verify_consistency;
use crate::policy::{Believed, Policy};
use crate::timestamp::{Judged, Stamped, verify};
use crate::witness::AddCheckpoint;

/// Whether what there is holds. A dossier need not have a timestamp; who gave authorities is told that it has none.
pub(super) fn check_timestamp(
    report: &mut Report,
    files: &Files<'_>,
    believed: &Believed,
    policy: &Policy,
) -> bool {
    let [stamped, growth, token] = [STAMPED, GROWTH, TOKEN].map(|path| files.get(path).copied());
    let (stamped, growth, token) = match (stamped, growth, token) {
        (None, None, None) => {
            if !policy.authorities().is_empty() {
                report.tell(About::Timestamp, "there is none");
            }
            return true;
        }
        (Some(stamped), Some(growth), Some(token)) => (stamped, growth, token),
        _ => {
            report.fail(About::Timestamp, "not all of its files are there");
            return false;
        }
    };
    let checked = grown(files, (stamped, growth), believed, policy).and_then(|older| {
        let token = verify(token, stamped, policy.authorities());
        Ok((older, token.map_err(|error| format!("{TOKEN}: {error}"))?))
    });
    match checked {
        Ok((older, token)) => tell(report, &older, &token),
        Err(fault) => report.fail(About::Timestamp, fault),
    }
    report.holds()
}

/// The checkpoint that was stamped, which the log signed and from which it grew to this one.
fn grown(
    files: &Files<'_>,
    (stamped, growth): (&[u8], &[u8]),
    believed: &Believed,
    policy: &Policy,
) -> Result<Checkpoint, String> {
    let older = policy.open_alone(stamped);
    let older = older.map_err(|error| format!("{STAMPED}: {error}"))?;
    let older = older.checkpoint;
    let growth = AddCheckpoint::parse(growth).map_err(|error| format!("{GROWTH}: {error}"))?;
    let is_of_these = growth.old == older.size()
        && files.get(CHECKPOINT).copied() == Some(growth.checkpoint.as_bytes());
    if !is_of_these {
        return Err(format!("{GROWTH}: it is of other checkpoints"));
    }
    let now = &believed.checkpoint;
    let held = verify_consistency(
        (older.size(), older.root()),
        (now.size(), now.root()),
        &growth.path,
    );
    held.map_err(|error| format!("{GROWTH}: {error}"))?;
    Ok(older)
}

fn tell(report: &mut Report, older: &Checkpoint, token: &Stamped) {
    let (size, at, authority) = (older.size(), &token.at, &token.authority);
    match token.judged {
        Judged::Believed => report.ok(
            About::Timestamp,
            format_args!("the first {size} entries were there at {at}, says {authority}"),
        ),
        Judged::Not => report.tell(
            About::Timestamp,
            format_args!(
                "the first {size} entries were there at {at}, says {authority}; \
                 who that is was not judged (--tsa-ca)"
            ),
        ),
    }
}
