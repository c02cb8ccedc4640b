//! Beginning a session: the same for everybody, however they came in.

use jiff::{SignedDuration, Timestamp};
use store::accounts::AccountKey;
use store::sessions::{NewSession, Person};
use store::{DbError, Tx, last_sign_ins, sessions};

use crate::app::App;
use crate::device::Device;
use crate::i18n::Language;
use crate::random::{NoRandomness, secret_hash};

/// A session for which the person's transaction has still to run.
#[derive(Clone)]
pub struct Beginning {
    /// For the cookie; nothing else ever holds it.
    pub token: String,
    pub life: SignedDuration,
    /// What every change in this session must name.
    pub csrf: [u8; 32],
    now: Timestamp,
    /// The session that the browser had before, whoever's it was.
    replaces: Option<[u8; 32]>,
    default_language: Language,
    device: Device,
    restricted: bool,
}

impl Beginning {
    pub fn new(
        app: &App,
        now: Timestamp,
        replaces: Option<[u8; 32]>,
    ) -> Result<Beginning, NoRandomness> {
        Ok(Beginning {
            token: app.random.secret()?,
            life: SignedDuration::from_hours(app.config.sign_in.session_hours.into()),
            csrf: app.random.salt()?,
            now,
            replaces,
            default_language: Language::from_tag(&app.config.marketplace.language)
                .unwrap_or_default(),
            device: Device::default(),
            restricted: false,
        })
    }

    /// The browser that it is for, for its owner to recognise.
    pub fn on(mut self, device: &Device) -> Beginning {
        self.device = device.clone();
        self
    }

    /// It opens nothing before a second factor is set up.
    pub fn restricted(mut self, restricted: bool) -> Beginning {
        self.restricted = restricted;
        self
    }

    /// Saves it for this person, in the language given or else the person's own.
    pub async fn save(
        &self,
        tx: &Tx,
        person: Person,
        name: &str,
        language: Option<&str>,
    ) -> Result<(), DbError> {
        if let Some(before) = &self.replaces {
            sessions::delete(tx, before).await?;
        }
        let language = language
            .and_then(Language::from_tag)
            .unwrap_or(self.default_language);
        let session = NewSession {
            token_hash: secret_hash(&self.token),
            person,
            name: name.to_owned(),
            language: language.tag().to_owned(),
            csrf: self.csrf,
            user_agent: self.device.user_agent.clone(),
            address: self.device.address.clone(),
            restricted: self.restricted,
            created_at: self.now,
            expires_at: self.now.saturating_add(self.life).unwrap_or(Timestamp::MAX),
        };
        sessions::insert(tx, &session).await?;
        match AccountKey::of(&session.person) {
            Some(account) => last_sign_ins::note(tx, &account, self.now).await,
            None => Ok(()),
        }
    }
}

impl std::fmt::Debug for Beginning {
    /// Without the token.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Beginning")
            .field("life", &self.life)
            .finish_non_exhaustive()
    }
}
