//! The second question on the way in: a code of an authenticator app, or a recovery code in its place.
//! Only the browser that gave the password may answer, for ten minutes and five times.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::accounts::{Account, AccountKey};
use store::rate_limits::Charged;
use store::sign_in_steps::{self, Step};
use store::{Tx, accounts, totp_secrets};

use super::attempts::{Tries, account_event, recorder_of};
use super::complete::{Opening, Proof};
use super::with_password::SignInRefused;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::middleware::ClientAddress;
use crate::totp;

pub const PURPOSE: &str = "second factor";
pub const ASKED_FOR: SignedDuration = SignedDuration::from_mins(10);
const ATTEMPTS_MAX: u32 = 5;
const CODE_DIGITS: usize = 6;

/// What somebody answers.
#[derive(Clone)]
pub struct Answer {
    pub step: [u8; 32],
    pub code: String,
    pub address: ClientAddress,
    pub device: Device,
    /// The session that the browser has already.
    pub replaces: Option<[u8; 32]>,
}

/// What becomes of an answer that was looked at.
enum Looked {
    Right,
    Wrong,
    NoStep,
    TooMany(SignedDuration),
}

/// Whose second factor a browser is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Whether the account has an authenticator app; otherwise a passkey alone helps.
    pub totp: bool,
    pub passkeys: bool,
}

/// What this browser is asked for, if it is asked.
pub async fn asked(app: &App, step: [u8; 32]) -> Result<Option<Asked>, ActionError> {
    let now = app.now();
    app.db
        .read(async move |tx| -> Result<_, ActionError> {
            let step = sign_in_steps::find(tx, &step, PURPOSE, now).await?;
            let Some(key) = step.and_then(|step| step.account) else {
                return Ok(None);
            };
            let factors = super::with_password::factors(tx, &key).await?;
            Ok(Some(Asked {
                totp: factors.totp,
                passkeys: factors.passkeys > 0,
            }))
        })
        .await
}

/// `Ok(None)` where this browser is not asked (any more): it begins again with the password.
pub async fn answer(app: &App, answer: Answer) -> Result<Option<Opening>, SignInRefused> {
    let now = app.now();
    let opening = Opening::new(app, now, &answer.device, answer.replaces)?;
    let (state, opened) = (app.clone(), opening.clone());
    let looked = app
        .db
        .write(async move |tx| look(&state, tx, &answer, &opened, now).await)
        .await?;
    match looked {
        Looked::Right => Ok(Some(opening)),
        Looked::NoStep => Ok(None),
        Looked::Wrong => Err(SignInRefused::Wrong),
        Looked::TooMany(retry_after) => Err(SignInRefused::TooMany { retry_after }),
    }
}

/// Committed in every case: a wrong answer counts.
async fn look(
    app: &App,
    tx: &Tx,
    answer: &Answer,
    opening: &Opening,
    now: Timestamp,
) -> Result<Looked, ActionError> {
    let step = sign_in_steps::find(tx, &answer.step, PURPOSE, now).await?;
    let Some((step, key, account)) = whose(tx, step).await? else {
        return Ok(Looked::NoStep);
    };
    if step.attempts >= ATTEMPTS_MAX {
        sign_in_steps::delete(tx, &answer.step).await?;
        return Ok(Looked::NoStep);
    }
    let tries = Tries::new(&account.email, answer.address, answer.device.clone());
    if let Charged::Beyond { retry_after } = tries.charge_code(tx, &key, now).await? {
        return Ok(Looked::TooMany(retry_after));
    }
    let recorder = recorder_of(app, &account.person, now);
    let Some(proof) = proof(app, tx, &recorder, (&key, &account), &answer.code).await? else {
        sign_in_steps::count_attempt(tx, &answer.step).await?;
        return Ok(Looked::Wrong);
    };
    if !sign_in_steps::delete(tx, &answer.step).await? {
        return Ok(Looked::NoStep);
    }
    tries.forgive(tx).await?;
    opening.save(app, tx, &account, proof, now).await?;
    Ok(Looked::Right)
}

async fn whose(
    tx: &Tx,
    step: Option<Step>,
) -> Result<Option<(Step, AccountKey, Account)>, ActionError> {
    let Some(step) = step else { return Ok(None) };
    let Some((key, person)) = step.account.clone().and_then(|key| {
        let owner = key.owner()?;
        Some((key, owner))
    }) else {
        return Ok(None);
    };
    let account = accounts::find(tx, &person).await?;
    Ok(account.map(|account| (step, key, account)))
}

/// Uses the code up; `None` where it is wrong or has been used.
async fn proof(
    app: &App,
    tx: &Tx,
    recorder: &Recorder,
    (key, account): (&AccountKey, &Account),
    code: &str,
) -> Result<Option<Proof>, ActionError> {
    let Some(secret) = totp_secrets::find(tx, key).await? else {
        return Ok(None);
    };
    if secret.confirmed_at.is_none() {
        return Ok(None);
    }
    let plain = totp::plain(code);
    if plain.len() == CODE_DIGITS && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        let open = app.seal.open(&owner(key), &secret.sealed);
        let open = open.map_err(|source| ActionError::Internal {
            operation: "reading the secret of an authenticator app",
            source: Box::new(source),
        })?;
        let right = match totp::step_of(&open, &plain, recorder.now) {
            Some(step) => totp_secrets::use_step(tx, key, step).await?,
            None => false,
        };
        return Ok(right.then_some(Proof::Totp));
    }
    let hash = totp::recovery_hash(&owner(key), code);
    if !totp_secrets::use_recovery_code(tx, key, &hash, recorder.now).await? {
        return Ok(None);
    }
    let left = totp_secrets::count_recovery_codes(tx, key).await?;
    let body = json!({ "left": left });
    let event = account_event(
        recorder,
        &account.person,
        "account.recovery_code_used",
        body,
    )?;
    record(tx, &[event]).await?;
    Ok(Some(Proof::RecoveryCode))
}

/// To whom secrets are bound.
pub fn owner(key: &AccountKey) -> String {
    format!("{}/{}", key.seller, key.person)
}

impl std::fmt::Debug for Answer {
    /// Without the code.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Answer")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
