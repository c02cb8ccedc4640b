//! The end of every way in with an account: the session, the browser that is known from now on, and the record of it.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::accounts::{Account, AccountKey};
use store::sessions::Person;
use store::{Tx, known_devices};

use super::attempts::{account_event, recorder_of};
use super::session::Beginning;
use crate::actions::record::record;
use crate::app::App;
use crate::device::Device;
use crate::error::ActionError;
use crate::random::{NoRandomness, secret_hash};

/// How long a browser is known without anybody signing in from it.
pub const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(180 * 24);

/// A session that is about to begin, and what the browser gets besides.
#[derive(Clone, Debug)]
pub struct Opening {
    pub beginning: Beginning,
    /// For the cookie of a browser that was not known; one that was keeps its own.
    pub device: Option<NewDevice>,
    known_by: [u8; 32],
}

/// The secret by which a browser will be known.
#[derive(Clone)]
pub struct NewDevice(pub String);

/// How somebody has proved who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    Password,
    Totp,
    RecoveryCode,
    Passkey,
    Invitation,
}

impl Proof {
    /// As the event says it.
    pub fn code(self) -> &'static str {
        match self {
            Proof::Password => "password",
            Proof::Totp => "totp",
            Proof::RecoveryCode => "recovery_code",
            Proof::Passkey => "passkey",
            Proof::Invitation => "invitation",
        }
    }
}

impl Opening {
    pub fn new(
        app: &App,
        now: Timestamp,
        device: &Device,
        replaces: Option<[u8; 32]>,
    ) -> Result<Opening, NoRandomness> {
        let beginning = Beginning::new(app, now, replaces)?.on(device);
        let (known_by, device) = match device.known_by {
            Some(known_by) => (known_by, None),
            None => {
                let token = app.random.secret()?;
                (secret_hash(&token), Some(NewDevice(token)))
            }
        };
        Ok(Opening {
            beginning,
            device,
            known_by,
        })
    }

    /// Saves all of it. The marketplace must be able to tell who of its staff was in; sessions of agents are no event.
    pub async fn save(
        &self,
        app: &App,
        tx: &Tx,
        account: &Account,
        proof: Proof,
        now: Timestamp,
    ) -> Result<(), ActionError> {
        let person = &account.person;
        self.beginning
            .save(tx, person.clone(), "", Some(&account.language))
            .await?;
        if let Some(key) = AccountKey::of(person) {
            let until = now.saturating_add(KNOWN_FOR).unwrap_or(Timestamp::MAX);
            known_devices::remember(tx, &key, &self.known_by, until).await?;
        }
        if let Person::Staff(_) = person {
            let recorder = recorder_of(app, person, now);
            let body = json!({ "with": proof.code() });
            record(
                tx,
                &[account_event(&recorder, person, "staff.signed_in", body)?],
            )
            .await?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for NewDevice {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("NewDevice")
    }
}
