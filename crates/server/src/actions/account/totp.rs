//! The authenticator app of an account: offered, confirmed by a first code, taken away; and its recovery codes.

use rules::access::{Viewer, may_be_left_with};
use serde_json::json;
use store::{Tx, session_lists, totp_secrets};

use super::holder::Holder;
use super::present_password::prove;
use crate::actions::record::{Recorder, record};
use crate::actions::sign_in::attempts::account_event;
use crate::actions::sign_in::second_factor::owner;
use crate::actions::sign_in::with_password::{factors, must_have_factor};
use crate::app::App;
use crate::error::ActionError;
use crate::random::NoRandomness;
use crate::totp;

/// A secret that an app is to learn.
pub struct Offered {
    pub secret: Vec<u8>,
    pub email: String,
}

/// The codes of the refusals that the page words itself.
pub const WRONG_CODE: &str = "totp_code";
pub const CONFIRMED_ALREADY: &str = "totp_confirmed";
pub const MUST_HAVE: &str = "second_factor_required";

/// Makes a fresh secret, over one that was not confirmed.
pub async fn offer(app: &App, viewer: &Viewer, password: &str) -> Result<(), ActionError> {
    let holder = Holder::of(viewer)?;
    prove(app, &holder, password).await?;
    let secret = totp::new_secret(&app.random)?;
    let sealed = app.seal.seal(&app.random, &owner(&holder.key), &secret)?;
    let now = app.now();
    app.db
        .write(
            async move |tx| match totp_secrets::offer(tx, &holder.key, &sealed, now).await? {
                true => Ok(()),
                false => Err(confirmed_already()),
            },
        )
        .await
}

/// The secret that waits for its first code; `None` where there is none.
pub async fn offered(app: &App, viewer: &Viewer) -> Result<Option<Offered>, ActionError> {
    let (holder, state) = (Holder::of(viewer)?, app.clone());
    app.db
        .read(async move |tx| {
            let found = totp_secrets::find(tx, &holder.key).await?;
            let Some(found) = found.filter(|found| found.confirmed_at.is_none()) else {
                return Ok(None);
            };
            Ok(Some(Offered {
                secret: open(&state, &holder, &found.sealed)?,
                email: holder.account(tx).await?.email,
            }))
        })
        .await
}

/// Takes the first code; gives the recovery codes, which are never shown again.
pub async fn confirm(app: &App, viewer: &Viewer, code: &str) -> Result<Vec<String>, ActionError> {
    let (holder, state) = (Holder::of(viewer)?, app.clone());
    let codes = totp::new_recovery_codes(&app.random)?;
    let hashes = hashes(&holder, &codes);
    let (recorder, code) = (Recorder::new(app, viewer, app.now()), totp::plain(code));
    app.db
        .write(async move |tx| {
            let now = recorder.now;
            let found = totp_secrets::find(tx, &holder.key).await?;
            let found = found.ok_or_else(wrong_code)?;
            let secret = open(&state, &holder, &found.sealed)?;
            let step = totp::step_of(&secret, &code, now).ok_or_else(wrong_code)?;
            if !totp_secrets::confirm(tx, &holder.key, (&found.sealed, step), now).await? {
                return Err(confirmed_already());
            }
            totp_secrets::replace_recovery_codes(tx, &holder.key, &hashes).await?;
            session_lists::lift_restriction(tx, &holder.person).await?;
            note(tx, &recorder, &holder, "account.totp_set_up").await
        })
        .await?;
    Ok(codes)
}

/// Takes the app away, with its recovery codes.
pub async fn remove(app: &App, viewer: &Viewer, password: &str) -> Result<(), ActionError> {
    let holder = Holder::of(viewer)?;
    prove(app, &holder, password).await?;
    let (state, recorder) = (app.clone(), Recorder::new(app, viewer, app.now()));
    app.db
        .write(async move |tx| {
            let mut left = factors(tx, &holder.key).await?;
            left.totp = false;
            if !may_be_left_with(left, must_have_factor(&state, &holder.person)) {
                return Err(must_have());
            }
            if totp_secrets::delete(tx, &holder.key).await? {
                totp_secrets::replace_recovery_codes(tx, &holder.key, &[]).await?;
                note(tx, &recorder, &holder, "account.totp_removed").await?;
            }
            Ok(())
        })
        .await
}

/// Fresh recovery codes in the place of the old ones.
pub async fn renew_codes(
    app: &App,
    viewer: &Viewer,
    password: &str,
) -> Result<Vec<String>, ActionError> {
    let holder = Holder::of(viewer)?;
    prove(app, &holder, password).await?;
    let codes = totp::new_recovery_codes(&app.random)?;
    let hashes = hashes(&holder, &codes);
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx| {
            if !factors(tx, &holder.key).await?.totp {
                return Err(ActionError::NotFound);
            }
            totp_secrets::replace_recovery_codes(tx, &holder.key, &hashes).await?;
            note(tx, &recorder, &holder, "account.recovery_codes_made").await
        })
        .await?;
    Ok(codes)
}

/// The refusal to leave an account without what the marketplace wants it to have.
pub(super) fn must_have() -> ActionError {
    ActionError::conflict(
        MUST_HAVE,
        "The marketplace wants a second factor: add another one first.",
    )
}

async fn note(
    tx: &Tx,
    recorder: &Recorder,
    holder: &Holder,
    kind: &'static str,
) -> Result<(), ActionError> {
    let event: Result<_, NoRandomness> = account_event(recorder, &holder.person, kind, json!({}));
    record(tx, &[event?]).await?;
    Ok(())
}

fn open(app: &App, holder: &Holder, sealed: &[u8]) -> Result<Vec<u8>, ActionError> {
    app.seal
        .open(&owner(&holder.key), sealed)
        .map_err(|source| ActionError::Internal {
            operation: "reading the secret of an authenticator app",
            source: Box::new(source),
        })
}

fn hashes(holder: &Holder, codes: &[String]) -> Vec<[u8; 32]> {
    let owner = owner(&holder.key);
    codes
        .iter()
        .map(|code| totp::recovery_hash(&owner, code))
        .collect()
}

fn wrong_code() -> ActionError {
    ActionError::invalid(WRONG_CODE, "The code is wrong.")
}

fn confirmed_already() -> ActionError {
    ActionError::conflict(CONFIRMED_ALREADY, "An authenticator app is set up already.")
}

impl std::fmt::Debug for Offered {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Offered")
    }
}
