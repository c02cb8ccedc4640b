//! Another password. Whoever may have learned the old one loses everything that it opened:
//! the other sessions, the browsers that are known, the tokens that stand for this person.

use rules::access::Viewer;
use serde_json::json;
use store::sessions::Person;
use store::{DbError, Tx, accounts, api_tokens, known_devices, session_lists, sign_in_steps};

use super::holder::Holder;
pub use super::present_password::WRONG_PASSWORD;
use super::present_password::prove;
use crate::actions::record::{Recorder, record};
use crate::actions::sign_in::attempts::account_event;
use crate::app::App;
use crate::error::ActionError;

/// What remains of the person's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kept {
    pub session: Option<[u8; 32]>,
    pub device: Option<[u8; 32]>,
}

/// What has been ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ended {
    pub sessions: u64,
    pub tokens: u64,
}

/// Changes it; `present` is the one until now.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    kept: Kept,
    (present, new): (&str, &str),
) -> Result<Ended, ActionError> {
    let holder = Holder::of(viewer)?;
    let account = prove(app, &holder, present).await?;
    let before = account.password_hash.unwrap_or_default();
    let after = app.passwords.hash(new).await?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx| {
            let now = recorder.now;
            let hashes = (before.as_str(), after.as_str());
            if !accounts::set_password(tx, &holder.person, hashes, now).await? {
                return Err(ActionError::Stale);
            }
            let ended = end_everything(tx, &holder.person, kept, now).await?;
            let body = json!({ "sessions_ended": ended.sessions, "tokens_revoked": ended.tokens });
            let event = account_event(&recorder, &holder.person, "account.password_changed", body)?;
            record(tx, &[event]).await?;
            Ok(ended)
        })
        .await
}

/// Ends all that the person's proofs have opened so far, but what is kept.
pub async fn end_everything(
    tx: &Tx,
    person: &Person,
    kept: Kept,
    now: jiff::Timestamp,
) -> Result<Ended, DbError> {
    if let Some(key) = accounts::AccountKey::of(person) {
        sign_in_steps::delete_of(tx, &key).await?;
        known_devices::forget_others(tx, &key, kept.device.as_ref()).await?;
    }
    Ok(Ended {
        sessions: session_lists::end_others(tx, person, kept.session.as_ref()).await?,
        tokens: api_tokens::revoke_of(tx, person, now).await?,
    })
}
