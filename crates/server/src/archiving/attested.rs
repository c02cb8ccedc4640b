//! Checkpoints with the signatures of those who have seen them. The newest checkpoint always counts, signed by witnesses
//! or not yet; a proof takes one that they have signed where it can.

use archive::checkpoint::{Checkpoint, CheckpointError};
use archive::policy::Policy;
use store::archive_attestations::{self, Shown, Token};
use store::archive_log::Head;
use store::{DbError, Tx};

use super::Archive;
use crate::app::App;
use crate::error::ActionError;

/// How far others have come.
#[derive(Debug)]
pub struct Attested {
    /// Of each witness, in the order of the configuration, the entries of the largest checkpoint that it has signed;
    /// 0 if none.
    pub witnesses: Vec<i64>,
    /// The newest timestamp, where there is an authority.
    pub timestamp: Option<Token>,
}

impl Archive {
    /// What those of the configuration have said so far.
    pub async fn attested(app: &App) -> Result<Attested, DbError> {
        let asked = app.archive.config().clone();
        let read = async move |tx: &Tx| {
            let mut witnesses = Vec::new();
            for witness in &asked.witnesses {
                let (origin, key) = (&asked.origin, &witness.key);
                let size = archive_attestations::any_last_seen(tx, origin, key).await?;
                witnesses.push(size.unwrap_or_default());
            }
            let timestamp = match asked.timestamp_url.is_empty() {
                true => None,
                false => archive_attestations::any_last_token(tx, &asked.origin).await?,
            };
            Ok(Attested {
                witnesses,
                timestamp,
            })
        };
        app.db.read(read).await
    }
}

/// The head with the lines of witnesses under its checkpoint.
pub(crate) async fn cosigned(tx: &Tx, head: Head) -> Result<Head, DbError> {
    let found = archive_attestations::any_cosignatures(tx, &head.origin, head.size).await?;
    // A key that came or went changes the signatures of the log and nothing that witnesses sign.
    let of_this = found
        .into_iter()
        .filter(|(shown, _)| text(shown) == text_of(&head.checkpoint));
    let lines: String = of_this.map(|(_, line)| format!("{line}\n")).collect();
    let checkpoint = format!("{}{lines}", head.checkpoint);
    Ok(Head { checkpoint, ..head })
}

/// What an entry below this position is proved by: the newest checkpoint that witnesses have signed if it has so many
/// entries, and otherwise the head, with what signatures there are.
pub(crate) async fn proving(
    tx: &Tx,
    policy: &Policy,
    head: Head,
    entries: i64,
) -> Result<Head, ActionError> {
    let seen = archive_attestations::any_last_cosigned(tx, &head.origin).await?;
    let seen = seen.filter(|seen| (entries.max(1)..=head.size).contains(&seen.size));
    match seen.filter(|seen| is_known(policy, seen)) {
        Some(seen) => {
            let root = Checkpoint::parse(text(&seen)).map(|checkpoint| *checkpoint.root());
            let root = root.map_err(|source: CheckpointError| ActionError::Internal {
                operation: "reading a checkpoint that witnesses have signed",
                source: Box::new(source),
            })?;
            let older = Head {
                size: seen.size,
                root,
                checkpoint: seen.checkpoint,
                ..head
            };
            Ok(cosigned(tx, older).await?)
        }
        None => Ok(cosigned(tx, head).await?),
    }
}

/// Whether a key of now has signed it: after a key has gone, whoever verifies may not know it.
pub(crate) fn is_known(policy: &Policy, shown: &Shown) -> bool {
    policy.open_alone(shown.checkpoint.as_bytes()).is_ok()
}

fn text(shown: &Shown) -> &str {
    text_of(&shown.checkpoint)
}

/// The text of a checkpoint, which has no empty lines.
pub(super) fn text_of(checkpoint: &str) -> &str {
    let end = checkpoint.find("\n\n").map_or(0, |end| end + 1);
    &checkpoint[..end]
}
