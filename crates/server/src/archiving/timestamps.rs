//! Fetching timestamps of the log's checkpoints (RFC 3161), one in the configured time where the log has grown, on one
//! node at a time. A token is verified before it is kept.

use std::time::Duration;

use archive::timestamp::{AnswerError, TimestampError, request, token_of, verify};
use jiff::{SignedDuration, Timestamp};
use store::archive_attestations::{self, Shown, Token};
use store::{Tx, archive_log, leases};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::SealError;
use crate::app::App;
use crate::channels::asking::{AskError, Question};
use crate::random::NoRandomness;

const LEASE: &str = "archive-timestamps";
/// Longer than the authority has to answer.
const LEASE_LENGTH: SignedDuration = SignedDuration::from_mins(3);

/// Why no timestamp was kept.
#[derive(Debug, thiserror::Error)]
pub enum StampError {
    #[error("the authority: {0}")]
    Ask(#[from] AskError),
    #[error("the authority answers with the status {0}")]
    Status(u16),
    #[error("the request cannot be written")]
    Request,
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error("the token does not hold: {0}")]
    Token(#[from] TimestampError),
    #[error("the token answers another request")]
    OtherNonce,
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Fetches a timestamp of the newest checkpoint if one is due; gives its size.
pub async fn fetch_timestamp(
    app: &App,
    node: Uuid,
    now: Timestamp,
) -> Result<Option<i64>, StampError> {
    let Some((origin, shown)) = due(app, node, now).await? else {
        return Ok(None);
    };
    let mut nonce = [0; 8];
    app.random.fill(&mut nonce)?;
    let nonce = u64::from_be_bytes(nonce);
    let config = app.archive.config();
    let asked = app.asking.post(Question {
        url: config.timestamp_url.clone(),
        content_type: "application/timestamp-query",
        body: request(shown.checkpoint.as_bytes(), nonce).ok_or(StampError::Request)?,
        timeout: Duration::from_millis(config.timestamp_timeout_ms),
    });
    let answer = asked.await?;
    if answer.status != 200 {
        return Err(StampError::Status(answer.status));
    }
    let token = token_of(&answer.body)?;
    let keys = app.archive.keys().map_err(SealError::from)?;
    let stamped = verify(
        &token,
        shown.checkpoint.as_bytes(),
        keys.policy().authorities(),
    )?;
    if !stamped.answers(nonce) {
        return Err(StampError::OtherNonce);
    }
    let kept = Token {
        of: shown.clone(),
        token,
        fetched_at: now,
    };
    let writing = kept.clone();
    let written =
        async move |tx: &Tx| archive_attestations::any_keep_token(tx, &origin, &writing).await;
    app.db.write(written).await.map_err(SealError::from)?;
    let folder = app.archive.folder().clone();
    let put = spawn_blocking(move || {
        folder.put_timestamp(kept.of.size, &kept.of.checkpoint, &kept.token)
    });
    put.await.map_err(SealError::panicked)??;
    Ok(Some(shown.size))
}

/// The checkpoint that is to be stamped now, as it is kept: what is stamped never changes afterwards.
async fn due(app: &App, node: Uuid, now: Timestamp) -> Result<Option<(String, Shown)>, SealError> {
    let (origin, every_s) = {
        let config = app.archive.config();
        (config.origin.clone(), config.timestamp_every_s)
    };
    let every = SignedDuration::from_secs(i64::try_from(every_s).unwrap_or(i64::MAX));
    let expires_at = now.saturating_add(LEASE_LENGTH).unwrap_or(Timestamp::MAX);
    let found = app.db.write(async move |tx: &Tx| {
        let mine = leases::any_take(tx, LEASE, node, now, expires_at).await?;
        let head = archive_log::any_find(tx).await?;
        let head = head.filter(|head| head.origin == origin && head.size > 0);
        let (Some(_), Some(head)) = (mine, head) else {
            return Ok(None);
        };
        let last = archive_attestations::any_last_token(tx, &origin).await?;
        let is_due = last.is_none_or(|last| {
            last.of.size < head.size && now.duration_since(last.fetched_at) >= every
        });
        if !is_due {
            return Ok(None);
        }
        let shown = Shown {
            size: head.size,
            checkpoint: head.checkpoint,
        };
        let shown = archive_attestations::any_show(tx, &origin, &shown).await?;
        Ok::<_, SealError>(Some((origin.clone(), shown)))
    });
    found.await
}
