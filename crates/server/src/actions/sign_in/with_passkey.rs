//! Signing in with a passkey: the key proves the device and the person at once, so that neither e-mail, password nor
//! code is asked for. Nobody can guess one, and so attempts of strangers do not slow it.

use jiff::{SignedDuration, Timestamp};
use store::accounts::AccountKey;
use store::sessions::Person;
use store::sign_in_steps::{self, Step};
use store::{Tx, accounts, passkeys};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PublicKeyCredential, RequestChallengeResponse,
};

use super::attempts::Tries;
use super::complete::{Opening, Proof};
use super::passkey_site::{PasskeySite, fault, handle, unreadable};
use crate::actions::settings;
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::middleware::ClientAddress;
use crate::random::secret_hash;

const PURPOSE: &str = "passkey";
pub const ASKED_FOR: SignedDuration = SignedDuration::from_mins(5);

/// What the browser is to sign, and the token of its cookie.
#[derive(Debug)]
pub struct Question {
    pub options: RequestChallengeResponse,
    pub token: super::with_password::StepToken,
}

/// What the browser brings back.
#[derive(Debug, Clone)]
pub struct Signed {
    pub step: [u8; 32],
    pub credential: PublicKeyCredential,
    pub address: ClientAddress,
    pub device: Device,
    /// The session that the browser has already.
    pub replaces: Option<[u8; 32]>,
}

/// Asks the browser to sign with any passkey that it has for this site.
pub async fn ask(app: &App) -> Result<Question, ActionError> {
    let site = site(app)?;
    let (mut options, state) = site.0.start_discoverable_authentication().map_err(fault)?;
    // A button asks, not the list below a field.
    options.mediation = None;
    let state = serde_json::to_string(&state).map_err(unreadable)?;
    let token = app.random.secret()?;
    let hash = secret_hash(&token);
    let step = Step {
        purpose: PURPOSE.to_owned(),
        account: None,
        state,
        attempts: 0,
        expires_at: app
            .now()
            .saturating_add(ASKED_FOR)
            .unwrap_or(Timestamp::MAX),
    };
    app.db
        .write(async move |tx| sign_in_steps::insert(tx, &hash, &step).await)
        .await?;
    Ok(Question {
        options,
        token: super::with_password::StepToken(token),
    })
}

/// `Ok(None)` where the signature opens nothing: no such passkey, not asked, ended account.
pub async fn sign_in(app: &App, signed: Signed) -> Result<Option<Opening>, ActionError> {
    site(app)?;
    let now = app.now();
    let opening = Opening::new(app, now, &signed.device, signed.replaces)?;
    let (state, opened) = (app.clone(), opening.clone());
    let opened = app
        .db
        .write(async move |tx| open(&state, tx, &signed, &opened, now).await)
        .await?;
    Ok(opened.then_some(opening))
}

async fn open(
    app: &App,
    tx: &Tx,
    signed: &Signed,
    opening: &Opening,
    now: Timestamp,
) -> Result<bool, ActionError> {
    let step = sign_in_steps::find(tx, &signed.step, PURPOSE, now).await?;
    let Some(step) = step else { return Ok(false) };
    // Each question is answered once, rightly or not.
    if !sign_in_steps::delete(tx, &signed.step).await? {
        return Ok(false);
    }
    let credential = &signed.credential;
    let found = passkeys::any_by_credential(tx, credential.get_credential_id()).await?;
    let Some(found) = found.filter(|found| is_of(credential, &found.account)) else {
        return Ok(false);
    };
    let person = found.account.owner();
    let account = match &person {
        Some(person) if has_door(app, tx, person, now).await? => accounts::find(tx, person).await?,
        _ => None,
    };
    // Without a password the account is the marketplace's to open, and a key of before opens nothing.
    let Some(account) = account.filter(|account| account.password_hash.is_some()) else {
        return Ok(false);
    };
    let asked: DiscoverableAuthentication =
        serde_json::from_str(&step.state).map_err(unreadable)?;
    let mut key: Passkey = serde_json::from_str(&found.key).map_err(unreadable)?;
    let site = site(app)?;
    let result = site
        .0
        .finish_discoverable_authentication_v2(credential, asked, &key);
    let result = match result {
        Ok(result) => result,
        Err(why) => {
            tracing::warn!(%why, "a passkey was refused");
            return Ok(false);
        }
    };
    key.update_credential(&result);
    let saved = serde_json::to_string(&key).map_err(unreadable)?;
    passkeys::used(tx, &found, &saved, now).await?;
    let tries = Tries::new(&account.email, signed.address, signed.device.clone());
    tries.forgive(tx).await?;
    opening.save(app, tx, &account, Proof::Passkey, now).await?;
    Ok(true)
}

/// Agents have no way in of their own where the marketplace lets them in by its hand-off alone.
async fn has_door(
    app: &App,
    tx: &Tx,
    person: &Person,
    now: Timestamp,
) -> Result<bool, ActionError> {
    Ok(match person {
        Person::Staff(_) => true,
        Person::Agent { .. } => {
            settings::at(tx, &app.config, now)
                .await?
                .agents_with_password
        }
        Person::Buyer(_) => false,
    })
}

/// Some authenticators leave the handle out; a wrong one is refused.
fn is_of(credential: &PublicKeyCredential, account: &AccountKey) -> bool {
    credential
        .get_user_unique_id()
        .is_none_or(|named| named == handle(account).as_bytes())
}

fn site(app: &App) -> Result<&PasskeySite, ActionError> {
    app.passkey_site.as_deref().ok_or(ActionError::NotFound)
}
