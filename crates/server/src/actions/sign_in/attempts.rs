//! What guessing costs. A browser that somebody has signed in from before pays from an allowance of its own;
//! all others together share one for the account. Strangers can thus slow each other, and never the owner's browser.

use jiff::{SignedDuration, Timestamp};
use rules::access::Viewer;
use serde_json::{Value, json};
use store::accounts::AccountKey;
use store::events::{Event, Stream};
use store::rate_limits::{self, Charged, Quota};
use store::sessions::Person;
use store::{DbError, Tx, known_devices};

use super::accounts::Account;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::config::Limits;
use crate::device::Device;
use crate::middleware::ClientAddress;
use crate::random::{NoRandomness, secret_hash};

const PERIOD: SignedDuration = SignedDuration::from_mins(15);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A whole office may share one address.
const ACCOUNTS_PER_ADDRESS: u32 = 10;

/// Guesses of a second factor in an hour, by somebody who has the password: of a million codes three are right at a time.
const CODES_PER_HOUR: u32 = 10;

/// Who tries, at which account.
#[derive(Clone)]
pub struct Tries {
    /// The e-mail as a hash: a limit is no place for names.
    email: String,
    pub address: ClientAddress,
    pub device: Device,
}

impl Tries {
    /// `email` in its normal form.
    pub fn new(email: &str, address: ClientAddress, device: Device) -> Tries {
        Tries {
            email: archive::hex(&secret_hash(email)),
            address,
            device,
        }
    }

    /// Charges one password. `Beyond` where it is one too many; then nothing more is looked at.
    pub async fn charge_password(
        &self,
        tx: &Tx,
        limits: &Limits,
        accounts: &[Account],
        now: Timestamp,
    ) -> Result<Charged, DbError> {
        let attempts = Quota {
            burst: limits.sign_in_attempts,
            period: PERIOD,
        };
        if self.is_known(tx, accounts, now).await? {
            return rate_limits::charge(tx, &self.device_key(), attempts, now).await;
        }
        let of_address = Quota {
            burst: limits.sign_in_attempts.saturating_mul(ACCOUNTS_PER_ADDRESS),
            period: PERIOD,
        };
        let of_strangers = Quota {
            burst: limits.sign_in_attempts_of_strangers,
            period: HOUR,
        };
        let address = format!("sign-in address {}", self.address.0);
        let strangers = format!("sign-in strangers {}", self.email);
        for (key, quota) in [
            (&address, of_address),
            (&self.account_key(), attempts),
            (&strangers, of_strangers),
        ] {
            let charged = rate_limits::charge(tx, key, quota, now).await?;
            if charged != Charged::Within {
                return Ok(charged);
            }
        }
        Ok(Charged::Within)
    }

    /// Charges one code of a second factor.
    pub async fn charge_code(
        &self,
        tx: &Tx,
        account: &AccountKey,
        now: Timestamp,
    ) -> Result<Charged, DbError> {
        let quota = Quota {
            burst: CODES_PER_HOUR,
            period: HOUR,
        };
        let known = match &self.device.known_by {
            Some(device) => known_devices::is_known(tx, account, device, now).await?,
            None => false,
        };
        let key = match known {
            true => format!("{} code", self.device_key()),
            false => format!("sign-in code {} {}", account.seller, account.person),
        };
        rate_limits::charge(tx, &key, quota, now).await
    }

    /// Somebody has signed in: mistyping before costs no more. What strangers share stays as it is,
    /// or each visit of the owner would give them new attempts.
    pub async fn forgive(&self, tx: &Tx) -> Result<(), DbError> {
        rate_limits::clear(tx, &self.account_key()).await?;
        rate_limits::clear(tx, &self.device_key()).await
    }

    /// Once an hour and account it is recorded that somebody guesses.
    pub async fn note_guessing(
        &self,
        tx: &Tx,
        recorder: &Recorder,
        accounts: &[Account],
    ) -> Result<(), NoteFailed> {
        let once = Quota {
            burst: 1,
            period: HOUR,
        };
        let key = format!("sign-in noted {}", self.email);
        if rate_limits::charge(tx, &key, once, recorder.now).await? != Charged::Within {
            return Ok(());
        }
        for account in accounts {
            let event = account_event(
                recorder,
                &account.person,
                "account.guessing_slowed",
                json!({}),
            )?;
            record(tx, &[event]).await?;
        }
        Ok(())
    }

    /// Asked for unknown accounts too, so that both take the same time.
    async fn is_known(
        &self,
        tx: &Tx,
        accounts: &[Account],
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let Some(device) = &self.device.known_by else {
            return Ok(false);
        };
        let mut keys: Vec<AccountKey> = accounts
            .iter()
            .filter_map(|account| AccountKey::of(&account.person))
            .collect();
        if keys.is_empty() {
            keys.push(AccountKey {
                seller: String::new(),
                person: String::new(),
            });
        }
        let mut known = false;
        for key in &keys {
            known |= known_devices::is_known(tx, key, device, now).await?;
        }
        Ok(known)
    }

    fn account_key(&self) -> String {
        format!("sign-in account {} {}", self.email, self.address.0)
    }

    fn device_key(&self) -> String {
        let device = self.device.known_by.unwrap_or_default();
        format!("sign-in device {} {}", self.email, archive::hex(&device))
    }
}

/// Why it could not be recorded.
#[derive(Debug, thiserror::Error)]
pub enum NoteFailed {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

/// An event about an account: staff's own stream, or that of the agent's seller.
pub fn account_event(
    recorder: &Recorder,
    person: &Person,
    kind: &'static str,
    mut body: Value,
) -> Result<Event, NoRandomness> {
    match person {
        Person::Agent { seller, agent } => {
            body["agent"] = json!(agent);
            let stream = Stream::Seller(seller.clone());
            recorder.event(Some(seller), stream, None, kind, body)
        }
        Person::Staff(staff) => {
            recorder.event(None, Stream::Staff(staff.to_string()), None, kind, body)
        }
        Person::Buyer(buyer) => {
            recorder.event(None, Stream::Buyer(buyer.clone()), Some(buyer), kind, body)
        }
    }
}

/// The recorder of what a person does who is about to have a session.
pub fn recorder_of(app: &App, person: &Person, now: Timestamp) -> Recorder {
    let viewer = match person {
        Person::Staff(staff) => Viewer::Staff {
            staff: *staff,
            roles: rules::access::Roles::default(),
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

impl std::fmt::Debug for Tries {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Tries")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}
