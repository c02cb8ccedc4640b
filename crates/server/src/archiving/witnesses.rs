//! Asking witnesses to sign the newest checkpoint (C2SP tlog-witness), one after the other and on one node at a time.
//! A witness that does not answer, or refuses, stops nothing.

use std::io;
use std::time::Duration;

use archive::merkle::{ProofError, verify_consistency};
use archive::note::VerifierKey;
use archive::tile::{ProveError, prove_consistency, root_at};
use archive::witness::{AddCheckpoint, AnswerError, cosignature};
use jiff::{SignedDuration, Timestamp};
use store::archive_attestations::{self, Shown};
use store::archive_log::{self, Head};
use store::{Tx, leases};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::attested::text_of;
use super::sealer::publish;
use super::{SealError, Steps};
use crate::app::App;
use crate::channels::asking::{Answer, AskError, Question};
use crate::config::Witness;

const LEASE: &str = "archive-witnesses";
/// It is asked anew from the size that a witness says it has seen; a witness that goes on contradicting is left.
const TRIES: usize = 3;

/// Why a witness has not signed.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    #[error(transparent)]
    Ask(#[from] AskError),
    #[error("it does not know the key that the checkpoint is signed with (403)")]
    UnknownKey,
    #[error("it does not know the log (404)")]
    UnknownLog,
    /// Somebody has shown it another log under this name.
    #[error("it has seen another past of this log (422)")]
    OtherPast,
    #[error(
        "it has seen {seen} entries, and the log has {size}: was the database restored from a backup?"
    )]
    Ahead { seen: u64, size: u64 },
    #[error("it answers with the status {0}")]
    Status(u16),
    #[error("it says each time that it has seen another size")]
    Contradicts,
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error("the proof cannot be made of the tiles")]
    Prove(#[from] ProveError<io::Error>),
    #[error(
        "the tiles give a proof that does not hold: `dopis-verify log` says where they are damaged"
    )]
    Proof(#[from] ProofError),
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl WitnessError {
    /// Whether a person has to look, because the log is not what it was.
    pub fn is_alarm(&self) -> bool {
        matches!(
            self,
            WitnessError::OtherPast | WitnessError::Ahead { .. } | WitnessError::Proof(_)
        )
    }
}

/// What is put before the witnesses, and what each of them has signed before.
struct Round {
    head: Head,
    shown: Shown,
    seen: Vec<Option<i64>>,
}

/// Puts the newest checkpoint before each witness that has not signed it; says how many have now. None if another
/// node does it, or there is nothing to sign.
pub async fn ask_witnesses(
    app: &App,
    node: Uuid,
    now: Timestamp,
) -> Result<Option<usize>, SealError> {
    let Some(round) = begin(app, node, now).await? else {
        return Ok(None);
    };
    let mut signed = 0;
    for (witness, seen) in app.archive.config().witnesses.iter().zip(&round.seen) {
        if *seen == Some(round.head.size) {
            continue;
        }
        match ask(app, &round, witness, *seen).await {
            Ok(()) => signed += 1,
            Err(error) => {
                app.archive.note_witness_failure(&witness.key);
                tracing::error!(
                    operation = "asking a witness",
                    witness = witness.key,
                    refused = error.is_alarm(),
                    error = &error as &dyn std::error::Error,
                    "a job failed"
                );
            }
        }
    }
    if signed > 0 {
        publish(app, &Steps::default()).await?;
    }
    Ok(Some(signed))
}

async fn begin(app: &App, node: Uuid, now: Timestamp) -> Result<Option<Round>, SealError> {
    let config = app.archive.config().clone();
    // Longer than between two rounds, so that it stays with one node.
    let length =
        SignedDuration::from_secs(2 * i64::try_from(config.witness_every_s).unwrap_or(0) + 15);
    let expires_at = now.saturating_add(length).unwrap_or(Timestamp::MAX);
    let begun = app.db.write(async move |tx: &Tx| {
        let mine = leases::any_take(tx, LEASE, node, now, expires_at).await?;
        let head = archive_log::any_find(tx).await?;
        let head = head.filter(|head| head.origin == config.origin && head.size > 0);
        let (Some(_), Some(head)) = (mine, head) else {
            return Ok(None);
        };
        let mut seen = Vec::new();
        for witness in &config.witnesses {
            seen.push(archive_attestations::any_last_seen(tx, &head.origin, &witness.key).await?);
        }
        let shown = Shown {
            size: head.size,
            checkpoint: head.checkpoint.clone(),
        };
        if seen.iter().all(|seen| *seen == Some(head.size)) {
            return Ok(None);
        }
        archive_attestations::any_show(tx, &head.origin, &shown).await?;
        Ok::<_, SealError>(Some(Round { head, shown, seen }))
    });
    begun.await
}

async fn ask(
    app: &App,
    round: &Round,
    witness: &Witness,
    seen: Option<i64>,
) -> Result<(), WitnessError> {
    let key = witness.verifier();
    let key =
        key.ok_or_else(|| SealError::Refused(format!("{} is no witness's key", witness.key)))?;
    let size = u64::try_from(round.head.size).unwrap_or_default();
    let mut old = u64::try_from(seen.unwrap_or_default()).unwrap_or_default();
    for _ in 0..TRIES {
        let body = body(app, round, old).await?;
        let answer = app.asking.post(Question {
            url: format!("{}/add-checkpoint", witness.url.trim_end_matches('/')),
            content_type: "text/plain; charset=utf-8",
            body: body.into_bytes(),
            timeout: Duration::from_millis(app.archive.config().witness_timeout_ms),
        });
        let answer = answer.await?;
        match answer.status {
            200 => return keep(app, round, &key, &answer.body).await,
            409 => old = size_of(&answer)?,
            403 => return Err(WitnessError::UnknownKey),
            404 => return Err(WitnessError::UnknownLog),
            422 => return Err(WitnessError::OtherPast),
            status => return Err(WitnessError::Status(status)),
        }
        if old > size {
            return Err(WitnessError::Ahead { seen: old, size });
        }
    }
    Err(WitnessError::Contradicts)
}

/// The size that a witness says it has seen.
fn size_of(answer: &Answer) -> Result<u64, WitnessError> {
    let text = str::from_utf8(&answer.body).ok();
    let text = text.and_then(|text| text.strip_suffix('\n'));
    let size = text.and_then(|text| {
        text.parse::<u64>()
            .ok()
            .filter(|size| size.to_string() == text)
    });
    size.ok_or(WitnessError::Status(answer.status))
}

/// The checkpoint with the proof that the log has grown from `old` entries; a proof that does not hold is ours to
/// find, before a witness takes it for a fork.
async fn body(app: &App, round: &Round, old: u64) -> Result<String, WitnessError> {
    let mut tiles = app.archive.folder().clone();
    let (size, root) = (
        u64::try_from(round.head.size).unwrap_or_default(),
        round.head.root,
    );
    let proved = spawn_blocking(move || {
        let path = prove_consistency(&mut tiles, old, size)?;
        let older = root_at(&mut tiles, old, size).map_err(ProveError::Tile)?;
        verify_consistency((old, &older), (size, &root), &path)?;
        Ok::<_, WitnessError>(path)
    });
    let body = AddCheckpoint {
        old,
        path: proved.await.map_err(SealError::panicked)??,
        checkpoint: round.head.checkpoint.clone(),
    };
    Ok(body.to_string())
}

/// Verifies what the witness has signed, and keeps it.
async fn keep(
    app: &App,
    round: &Round,
    key: &VerifierKey,
    answer: &[u8],
) -> Result<(), WitnessError> {
    let line = cosignature(text_of(&round.shown.checkpoint), answer, key)?.to_string();
    let (origin, size, key) = (round.head.origin.clone(), round.head.size, key.to_string());
    let kept = async move |tx: &Tx| {
        archive_attestations::any_keep_cosignature(tx, &origin, size, &key, &line).await
    };
    let kept = app.db.write(kept).await;
    Ok(kept.map_err(SealError::from)?)
}
