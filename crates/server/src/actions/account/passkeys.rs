//! The passkeys of an account: asked for, added, removed.

use jiff::Timestamp;
use rules::access::{Viewer, may_be_left_with};
use rules::ids::PasskeyId;
use rules::marketplace::check_text;
use serde_json::{Value, json};
use store::passkeys::{Passkey, UNIQUE_CREDENTIAL, delete, insert, of_account};
use store::session_lists;
use store::sign_in_steps::{self, Step};
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::holder::Holder;
use super::present_password::prove;
use super::totp::must_have;
use crate::actions::record::{Recorder, record};
use crate::actions::sign_in::attempts::account_event;
use crate::actions::sign_in::passkey_site::{PasskeySite, fault, handle, unreadable};
use crate::actions::sign_in::with_passkey::ASKED_FOR;
use crate::actions::sign_in::with_password::{StepToken, factors, must_have_factor};
use crate::app::App;
use crate::error::ActionError;
use crate::random::secret_hash;

const PURPOSE: &str = "new passkey";
const NAME_MAX_CHARS: usize = 60;
const PASSKEYS_MAX: usize = 20;

/// The code of the refusal of what the browser brought.
pub const PASSKEY_REFUSED: &str = "passkey_refused";

/// What the browser is to make a key for, and the token of its cookie.
#[derive(Debug)]
pub struct Question {
    pub options: Value,
    pub token: StepToken,
}

/// What the browser made.
#[derive(Debug, Clone)]
pub struct Made {
    pub step: [u8; 32],
    pub credential: RegisterPublicKeyCredential,
    pub name: String,
}

/// Asks the browser for a key of this account.
pub async fn ask(app: &App, viewer: &Viewer, password: &str) -> Result<Question, ActionError> {
    let (holder, now) = (Holder::of(viewer)?, app.now());
    let site = site(app)?;
    let account = prove(app, &holder, password).await?;
    let token = app.random.secret()?;
    let asked = holder.key.clone();
    let known = app
        .db
        .read(async move |tx| of_account(tx, &asked).await)
        .await?;
    let known = known.iter().map(|passkey| passkey.credential.clone());
    let (options, registration) = site
        .0
        .start_passkey_registration(
            handle(&holder.key),
            &account.email,
            &account.name,
            Some(known.collect()),
        )
        .map_err(fault)?;
    let mut options = serde_json::to_value(options).map_err(unreadable)?;
    // Kept on the device, so that signing in needs no e-mail first.
    let selection = &mut options["publicKey"]["authenticatorSelection"];
    selection["residentKey"] = json!("required");
    selection["requireResidentKey"] = json!(true);
    let step = Step {
        purpose: PURPOSE.to_owned(),
        account: Some(holder.key),
        state: serde_json::to_string(&registration).map_err(unreadable)?,
        attempts: 0,
        expires_at: now.saturating_add(ASKED_FOR).unwrap_or(Timestamp::MAX),
    };
    let hash = secret_hash(&token);
    app.db
        .write(async move |tx| sign_in_steps::insert(tx, &hash, &step).await)
        .await?;
    Ok(Question {
        options,
        token: StepToken(token),
    })
}

/// Adds the key that the browser made.
pub async fn add(app: &App, viewer: &Viewer, made: Made) -> Result<(), ActionError> {
    let holder = Holder::of(viewer)?;
    let name = made.name.trim().to_owned();
    check_text("name", &name, NAME_MAX_CHARS)?;
    site(app)?;
    let (state, recorder) = (app.clone(), Recorder::new(app, viewer, app.now()));
    let id = recorder.id(PasskeyId)?;
    app.db
        .write(async move |tx| {
            let now = recorder.now;
            let step = sign_in_steps::find(tx, &made.step, PURPOSE, now).await?;
            let step = step.filter(|step| step.account.as_ref() == Some(&holder.key));
            let step = step.ok_or_else(refused)?;
            sign_in_steps::delete(tx, &made.step).await?;
            if of_account(tx, &holder.key).await?.len() >= PASSKEYS_MAX {
                return Err(ActionError::conflict(
                    "too_many_passkeys",
                    "Remove a passkey before adding another.",
                ));
            }
            let asked: PasskeyRegistration =
                serde_json::from_str(&step.state).map_err(unreadable)?;
            let key = site(&state)?
                .0
                .finish_passkey_registration(&made.credential, &asked)
                .map_err(|why| {
                    tracing::warn!(%why, "a new passkey was refused");
                    refused()
                })?;
            let passkey = Passkey {
                account: holder.key.clone(),
                id,
                credential: key.cred_id().to_vec(),
                name: name.clone(),
                key: serde_json::to_string(&key).map_err(unreadable)?,
                created_at: now,
                last_used_at: None,
            };
            insert(tx, &passkey).await.map_err(|error| {
                if error.is_unique(UNIQUE_CREDENTIAL) {
                    refused()
                } else {
                    error.into()
                }
            })?;
            session_lists::lift_restriction(tx, &holder.person).await?;
            let body = json!({ "passkey_id": id });
            let event = account_event(&recorder, &holder.person, "account.passkey_added", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}

/// Removes one.
pub async fn remove(app: &App, viewer: &Viewer, id: PasskeyId) -> Result<(), ActionError> {
    let (holder, state) = (Holder::of(viewer)?, app.clone());
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx| {
            if !delete(tx, &holder.key, id).await? {
                return Err(ActionError::NotFound);
            }
            let left = factors(tx, &holder.key).await?;
            if !may_be_left_with(left, must_have_factor(&state, &holder.person)) {
                return Err(must_have());
            }
            let body = json!({ "passkey_id": id });
            let event = account_event(&recorder, &holder.person, "account.passkey_removed", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}

fn site(app: &App) -> Result<&PasskeySite, ActionError> {
    app.passkey_site.as_deref().ok_or(ActionError::NotFound)
}

fn refused() -> ActionError {
    ActionError::invalid(
        PASSKEY_REFUSED,
        "The passkey could not be taken. Ask for it again.",
    )
}
