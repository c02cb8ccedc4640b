//! A connection outlives neither its session nor its token, nor a change of what its viewer may do.

use std::time::Duration;

use rules::access::Viewer;
use store::Tx;
use tokio::sync::watch;

use crate::app::App;
use crate::error::ActionError;

/// The longest that a session hears anything after it has ended without an event: signed out, or past its time.
const CHECKS_EVERY: Duration = Duration::from_secs(4);
/// Connections in one piece of database work.
const AT_ONCE: usize = 50;

/// What a connection came with: the hash of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    Session([u8; 32]),
    Token([u8; 32]),
}

pub(super) async fn keep_checking(app: &App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        app.live.forget_absent(app.now());
        if let Err(error) = check_once(app).await {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "the sessions of open pages cannot be checked");
        }
        let _stopped = tokio::time::timeout(CHECKS_EVERY, stop.changed()).await;
    }
}

/// Whether an event of this kind may have taken somebody's session, token or role.
pub(super) fn may_end_one(kind: &str) -> bool {
    ["account.", "agent.", "staff.", "token."]
        .iter()
        .any(|of| kind.starts_with(of))
}

/// Ends every connection whose session or token does not hold any more, or has become another person's or role's.
pub async fn check_once(app: &App) -> Result<(), ActionError> {
    let all = app.live.proofs();
    let now = app.now();
    for some in all.chunks(AT_ONCE) {
        let some = some.to_vec();
        let ended = app
            .db
            .read(async move |tx: &Tx| {
                let mut ended = Vec::new();
                for (id, viewer, proof) in &some {
                    if holds(tx, proof, now).await?.as_ref() != Some(viewer) {
                        ended.push(*id);
                    }
                }
                Ok::<_, ActionError>(ended)
            })
            .await?;
        if !ended.is_empty() {
            app.live.cut_off(&ended);
        }
    }
    Ok(())
}

/// Whose it is now.
async fn holds(
    tx: &Tx,
    proof: &Proof,
    now: jiff::Timestamp,
) -> Result<Option<Viewer>, ActionError> {
    Ok(match proof {
        Proof::Session(hash) => {
            let session = store::sessions::find(tx, hash, now).await?;
            session.map(|session| session.viewer)
        }
        Proof::Token(hash) => {
            let token = store::api_tokens::open(tx, hash, now).await?;
            token.map(|token| token.viewer)
        }
    })
}
