//! Signing in with e-mail and password: staff, and agents where the marketplace wants it.
//! A right password opens a session, or the question for the second factor.

use jiff::{SignedDuration, Timestamp};
use rules::access::{AfterPassword, Factors, after_password};
use store::accounts::AccountKey;
use store::rate_limits::Charged;
use store::sessions::Person;
use store::sign_in_steps::{self, Step};
use store::{DbError, Tx, passkeys, totp_secrets};

use super::accounts::{Account, any_of_email, normal_email};
use super::attempts::{NoteFailed, Tries};
use super::complete::{Opening, Proof};
use super::second_factor::{ASKED_FOR, PURPOSE};
use crate::actions::record::Recorder;
use crate::actions::settings;
use crate::app::App;
use crate::config::SecondFactor;
use crate::device::Device;
use crate::error::ActionError;
use crate::middleware::ClientAddress;
use crate::random::{NoRandomness, secret_hash};

/// Somebody's attempt.
#[derive(Clone)]
pub struct Attempt {
    pub email: String,
    pub password: String,
    pub address: ClientAddress,
    pub device: Device,
    /// The session that the browser has already.
    pub replaces: Option<[u8; 32]>,
}

/// What follows on a right password.
#[derive(Debug)]
pub enum Next {
    SignedIn(Box<Opening>),
    /// This browser is asked for the second factor; the token is for its cookie.
    SecondFactor(StepToken),
}

/// The secret of a step on the way in.
pub struct StepToken(pub String);

/// Why nobody was signed in.
#[derive(Debug)]
pub enum SignInRefused {
    /// Which of e-mail and password is wrong is told nobody.
    Wrong,
    TooMany {
        retry_after: SignedDuration,
    },
    Action(ActionError),
}

/// Charges the attempt, verifies the password and begins what follows.
pub async fn sign_in(app: &App, attempt: Attempt) -> Result<Next, SignInRefused> {
    let now = app.now();
    let email = normal_email(&attempt.email);
    let tries = Tries::new(&email, attempt.address, attempt.device.clone());
    let accounts = charge(app, email, &tries, now).await?;
    let hashes = accounts
        .iter()
        .map(|account| account.password_hash.clone())
        .collect();
    let found = app
        .passwords
        .find(&attempt.password, hashes)
        .await
        .map_err(|error| match error {
            ActionError::TooMany { retry_after } => SignInRefused::TooMany { retry_after },
            error => SignInRefused::Action(error),
        })?;
    let account = found
        .and_then(|index| accounts.get(index))
        .cloned()
        .ok_or(SignInRefused::Wrong)?;
    let opening = Opening::new(app, now, &attempt.device, attempt.replaces)?;
    let token = app.random.secret()?;
    let (state, opened, step_hash) = (app.clone(), opening.clone(), secret_hash(&token));
    let follows = app
        .db
        .write(async move |tx| {
            follow(&state, tx, &account, (&opened, &step_hash), &tries, now).await
        })
        .await?;
    Ok(match follows {
        AfterPassword::AskFactor => Next::SecondFactor(StepToken(token)),
        AfterPassword::SignedIn | AfterPassword::SetUpFactor => Next::SignedIn(Box::new(opening)),
    })
}

/// What an account can prove itself with beside its password.
pub async fn factors(tx: &Tx, key: &AccountKey) -> Result<Factors, DbError> {
    let (totp, passkeys) =
        tokio::try_join!(totp_secrets::find(tx, key), passkeys::of_account(tx, key))?;
    Ok(Factors {
        totp: totp.is_some_and(|totp| totp.confirmed_at.is_some()),
        passkeys: passkeys.len(),
    })
}

/// Whether the marketplace wants this person to have a second factor.
pub fn must_have_factor(app: &App, person: &Person) -> bool {
    matches!(person, Person::Staff(_))
        && app.config.sign_in.staff_second_factor == SecondFactor::Required
}

/// Committed whether the password is right or not; gives the accounts that it may open.
async fn charge(
    app: &App,
    email: String,
    tries: &Tries,
    now: Timestamp,
) -> Result<Vec<Account>, SignInRefused> {
    let (state, tries) = (app.clone(), tries.clone());
    let recorder = Recorder::of_job(app, "sign-in", now);
    let charged = app
        .db
        .write(async move |tx| -> Result<_, NoteFailed> {
            let settings = settings::at(tx, &state.config, now).await?;
            let accounts = any_of_email(tx, &email, settings.agents_with_password).await?;
            let limits = &state.config.limits;
            match tries.charge_password(tx, limits, &accounts, now).await? {
                Charged::Within => Ok(Ok(accounts)),
                Charged::Beyond { retry_after } => {
                    tries.note_guessing(tx, &recorder, &accounts).await?;
                    Ok(Err(retry_after))
                }
            }
        })
        .await
        .map_err(|failed| match failed {
            NoteFailed::Db(error) => SignInRefused::from(error),
            NoteFailed::Randomness(error) => SignInRefused::from(error),
        })?;
    charged.map_err(|retry_after| SignInRefused::TooMany { retry_after })
}

async fn follow(
    app: &App,
    tx: &Tx,
    account: &Account,
    (opening, step_hash): (&Opening, &[u8; 32]),
    tries: &Tries,
    now: Timestamp,
) -> Result<AfterPassword, ActionError> {
    let person = &account.person;
    // Between the two transactions it may have been ended, or have got another password.
    let saved = store::accounts::find(tx, person).await?;
    let saved = saved.filter(|saved| saved.password_hash.as_ref() == Some(&account.password_hash));
    let (Some(saved), Some(key)) = (saved, AccountKey::of(person)) else {
        return Err(ActionError::SignInFirst);
    };
    let follows = after_password(factors(tx, &key).await?, must_have_factor(app, person));
    if follows == AfterPassword::AskFactor {
        let step = Step {
            purpose: PURPOSE.to_owned(),
            account: Some(key),
            state: String::new(),
            attempts: 0,
            expires_at: now.saturating_add(ASKED_FOR).unwrap_or(Timestamp::MAX),
        };
        sign_in_steps::insert(tx, step_hash, &step).await?;
    } else {
        tries.forgive(tx).await?;
        let mut opening = opening.clone();
        opening.beginning = opening
            .beginning
            .restricted(follows == AfterPassword::SetUpFactor);
        opening.save(app, tx, &saved, Proof::Password, now).await?;
    }
    Ok(follows)
}

impl From<DbError> for SignInRefused {
    fn from(error: DbError) -> SignInRefused {
        SignInRefused::Action(error.into())
    }
}

impl From<NoRandomness> for SignInRefused {
    fn from(error: NoRandomness) -> SignInRefused {
        SignInRefused::Action(error.into())
    }
}

impl From<ActionError> for SignInRefused {
    fn from(error: ActionError) -> SignInRefused {
        SignInRefused::Action(error)
    }
}

impl std::fmt::Debug for Attempt {
    /// Without e-mail and password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Attempt")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for StepToken {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("StepToken")
    }
}
