//! Signing in with e-mail and password: staff, and agents where the marketplace wants it.
//!
//! Attempts are limited per address, and per account from one address. A stranger can thus lock an account
//! for nobody but those who share the stranger's address.

use jiff::{SignedDuration, Timestamp};
use rules::access::{Roles, Viewer};
use serde_json::json;
use store::events::Stream;
use store::rate_limits::{self, Charged, Quota};
use store::sessions::Person;
use store::{DbError, Tx};

use super::accounts::{Account, any_of_email, normal_email};
use super::session::Beginning;
use crate::actions::record::{Recorder, record};
use crate::actions::settings;
use crate::app::App;
use crate::error::ActionError;
use crate::middleware::ClientAddress;
use crate::random::{NoRandomness, secret_hash};

const PERIOD: SignedDuration = SignedDuration::from_mins(15);

/// A whole office may share one address.
const ACCOUNTS_PER_ADDRESS: u32 = 10;

/// Somebody's attempt.
#[derive(Clone)]
pub struct Attempt {
    pub email: String,
    pub password: String,
    pub address: ClientAddress,
    /// The session that the browser has already.
    pub replaces: Option<[u8; 32]>,
}

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

/// Charges the attempt, verifies the password and begins a session.
pub async fn sign_in(app: &App, attempt: Attempt) -> Result<Beginning, SignInRefused> {
    let now = app.now();
    let email = normal_email(&attempt.email);
    let key = account_key(&email, attempt.address);
    let accounts = charge(app, &email, &key, attempt.address, now).await?;
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
    let beginning = Beginning::new(app, now, attempt.replaces)?;
    let (begun, recorder) = (beginning.clone(), recorder(app, &account, now));
    app.db
        .write(async move |tx| {
            rate_limits::clear(tx, &key).await?;
            begun
                .save(tx, account.person.clone(), "", Some(&account.language))
                .await?;
            note(tx, &recorder, &account).await
        })
        .await?;
    Ok(beginning)
}

/// Committed whether the password is right or not; gives the accounts that it may open.
async fn charge(
    app: &App,
    email: &str,
    key: &str,
    address: ClientAddress,
    now: Timestamp,
) -> Result<Vec<Account>, SignInRefused> {
    let attempts = app.config.limits.sign_in_attempts;
    let of_account = Quota {
        burst: attempts,
        period: PERIOD,
    };
    let of_address = Quota {
        burst: attempts.saturating_mul(ACCOUNTS_PER_ADDRESS),
        period: PERIOD,
    };
    let config = app.config.clone();
    let (email, key) = (email.to_owned(), key.to_owned());
    let charged = app
        .db
        .write(async move |tx| -> Result<_, DbError> {
            let address_key = format!("sign-in address {}", address.0);
            for (key, quota) in [(&address_key, of_address), (&key, of_account)] {
                if let Charged::Beyond { retry_after } =
                    rate_limits::charge(tx, key, quota, now).await?
                {
                    return Ok(Err(retry_after));
                }
            }
            let with_agents = settings::at(tx, &config, now).await?.agents_with_password;
            any_of_email(tx, &email, with_agents).await.map(Ok)
        })
        .await?;
    charged.map_err(|retry_after| SignInRefused::TooMany { retry_after })
}

/// The e-mail appears only as a hash: the row is no place for names.
fn account_key(email: &str, address: ClientAddress) -> String {
    format!(
        "sign-in account {} {}",
        archive::hex(&secret_hash(email)),
        address.0
    )
}

fn recorder(app: &App, account: &Account, now: Timestamp) -> Recorder {
    let viewer = match &account.person {
        Person::Staff(staff) => Viewer::Staff {
            staff: *staff,
            roles: Roles::default(),
        },
        Person::Agent { seller, agent } => Viewer::Agent {
            seller: seller.clone(),
            agent: agent.clone(),
            role: rules::access::AgentRole::default(),
        },
        Person::Buyer(buyer) => Viewer::Buyer(buyer.clone()),
    };
    Recorder::new(app, &viewer, now)
}

/// The marketplace must be able to tell who of its staff was in; sessions of others are no event.
async fn note(tx: &Tx, recorder: &Recorder, account: &Account) -> Result<(), SignInRefused> {
    if let Person::Staff(staff) = &account.person {
        let event = recorder.event(
            None,
            Stream::Staff(staff.to_string()),
            None,
            "staff.signed_in",
            json!({}),
        )?;
        record(tx, &[event]).await?;
    }
    Ok(())
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

impl std::fmt::Debug for Attempt {
    /// Without e-mail and password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Attempt")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
