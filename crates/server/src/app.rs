//! What every handler, action and job works with.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;
use store::Db;
use uuid::Uuid;

use crate::actions::attachments::inspect::Inspector;
use crate::actions::sign_in::hand_off_key::{HandOffKey, HandOffKeyError};
use crate::actions::sign_in::passkey_site::PasskeySite;
use crate::actions::sign_in::passwords::Passwords;
use crate::archiving::Archive;
use crate::calendars::Calendars;
use crate::channels::asking::Asking;
use crate::channels::storage::Storage;
use crate::channels::word_reader::WordReader;
use crate::clock::Clock;
use crate::config::Config;
use crate::detectors::{Detectors, LexiconsError};
use crate::live::Hub;
use crate::metrics::Requests;
use crate::middleware::RequestLimits;
use crate::random::{NoRandomness, Random};
use crate::seal::Seal;
use crate::seen_sessions::SeenSessions;

/// Why the service cannot be put together.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    HandOffKey(#[from] HandOffKeyError),
    #[error(transparent)]
    Lexicons(#[from] LexiconsError),
}

/// The running service; a clone is one pointer to the same one, since every layer that a request passes takes a clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// What the service is put together of.
#[derive(Debug, Clone)]
pub struct Parts {
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub config: Arc<Config>,
    pub calendars: Arc<Calendars>,
    /// Find what in messages leads out of the marketplace.
    pub detectors: Arc<Detectors>,
    /// `None` where no key is configured: nobody comes in from the marketplace.
    pub hand_off_key: Option<Arc<HandOffKey>>,
    pub passwords: Passwords,
    /// The bytes of attachments.
    pub storage: Storage,
    /// The signed log of all events.
    pub archive: Archive,
    /// Reaches witnesses of the log and whoever stamps times.
    pub asking: Asking,
    /// Looks into files and makes thumbnails.
    pub inspector: Inspector,
    pub request_limits: Arc<RequestLimits>,
    /// How many requests this node has answered.
    pub requests: Requests,
    pub live: Arc<Hub>,
    pub seal: Seal,
    /// `None` where browsers offer no passkeys: without https, or at an address without a name.
    pub passkey_site: Option<Arc<PasskeySite>>,
    pub seen_sessions: Arc<SeenSessions>,
    /// Whether the jobs could write when they last did, which is twice a second.
    pub takes_writes: Arc<AtomicBool>,
    /// When this was put together.
    pub began_at: Timestamp,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    pub fn new(db: Db, config: Config) -> Result<App, StartError> {
        App::with(db, config, Clock::System, Random::System)
    }

    /// With a clock and randomness of one's own, for tests.
    pub fn with(db: Db, config: Config, clock: Clock, random: Random) -> Result<App, StartError> {
        Ok(App(Arc::new(Parts {
            hand_off_key: HandOffKey::load(&config.hand_off)?.map(Arc::new),
            passwords: Passwords::new(random.clone()),
            storage: Storage::new(&config.attachments),
            archive: Archive::new(&config.archive),
            asking: Asking::default(),
            inspector: Inspector::new(WordReader::of(&config.attachments)),
            seal: Seal::new(&config.sign_in.secret_key, &config.sign_in.other_secret_key),
            passkey_site: PasskeySite::of(&config).map(Arc::new),
            seen_sessions: Arc::default(),
            takes_writes: Arc::new(AtomicBool::new(true)),
            request_limits: Arc::new(RequestLimits::new(&config.limits, clock.clone())),
            requests: Requests::default(),
            began_at: clock.now(),
            db,
            clock,
            random,
            detectors: Arc::new(Detectors::load(&config.moderation.lexicons)?),
            config: Arc::new(config),
            calendars: Arc::default(),
            live: Arc::default(),
        })))
    }

    /// The same service by another clock.
    pub fn by_clock(&self, clock: Clock) -> App {
        let parts = self.0.as_ref().clone();
        App(Arc::new(Parts { clock, ..parts }))
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh id for something that happens at `now`.
    pub fn new_id<T>(
        &self,
        now: Timestamp,
        wrap: impl FnOnce(Uuid) -> T,
    ) -> Result<T, NoRandomness> {
        self.random.uuid(now).map(wrap)
    }
}
