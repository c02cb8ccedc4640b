//! Everything that an operator can set, with its defaults.
//! The documentation of each key is its comment here; the reference page is made from them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Archive, Metrics, Moderation};

/// Everything that an operator can set.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub marketplace: Marketplace,
    pub deadline: Deadline,
    pub buyers: Buyers,
    pub moderation: Moderation,
    pub hand_off: HandOff,
    pub sign_in: SignIn,
    pub attachments: Attachments,
    pub archive: Archive,
    pub limits: Limits,
    pub log: Log,
    pub metrics: Metrics,
}

/// Where the service listens and how it is reached.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: String,
    /// Address at which people reach the service, without a path: `https://help.example.com`.
    /// Cookies are always `Secure`: browsers keep them over `https://`, and over `http://` on localhost and 127.0.0.1 alone.
    pub public_url: String,
    /// Say in `Strict-Transport-Security` that all hosts below this one are reached by `https://` alone too.
    /// Only for a host below which nothing else is served over `http://`.
    pub hsts_subdomains: bool,
    /// Number of reverse proxies in front whose `X-Forwarded-For` entries are believed.
    pub trusted_proxies: u8,
    /// Longest time for one request, in milliseconds.
    pub request_timeout_ms: u64,
    /// Longest time for the head of a request to come in whole, and for a connection to wait for its next request,
    /// in milliseconds. A proxy in front should keep its idle connections for a shorter time.
    pub header_timeout_ms: u64,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            public_url: "http://localhost:8080".into(),
            hsts_subdomains: false,
            trusted_proxies: 0,
            request_timeout_ms: 30_000,
            header_timeout_ms: 30_000,
        }
    }
}

impl Server {
    /// Whether somebody has set `public_url` to another address than the one for trying out.
    pub fn says_where_it_is(&self) -> bool {
        self.public_url != Self::default().public_url
    }
}

/// Which database, and how much of it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST[,HOST…]/NAME` with the parameters of libpq
    /// (`target_session_attrs=read-write` for a cluster, `sslmode=require` for TLS).
    pub url: String,
    /// PEM file with the certificate authority of the PostgreSQL server; empty: the public ones.
    pub ca_file: String,
    /// Connections to PostgreSQL for writing and as many for reading, or reading connections to SQLite.
    pub connections: u16,
    /// Longest time that a piece of database work may wait and run, in milliseconds.
    pub timeout_ms: u64,
    /// Work that may wait for the database before more is refused.
    pub queue: u32,
    /// Database work that takes longer is written to the log, in milliseconds.
    pub slow_ms: u64,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: "sqlite:dopis.db".into(),
            ca_file: String::new(),
            connections: 8,
            timeout_ms: 10_000,
            queue: 4_096,
            slow_ms: 250,
        }
    }
}

/// The marketplace that runs this installation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Marketplace {
    /// Name that sellers and buyers see.
    pub name: String,
    /// ISO 3166-1 code of its seat.
    pub country: String,
    /// ISO 3166-2 code of its region where public holidays differ; usually empty.
    pub subdivision: String,
    /// IANA time zone of its seat.
    pub time_zone: String,
    /// Language for readers who have chosen none: `sl` or `en`.
    pub language: String,
    /// Its own domains, separated by spaces: messages may name them and everything below them.
    pub domains: String,
}

impl Default for Marketplace {
    fn default() -> Self {
        Self {
            name: "Tržnica".into(),
            country: "SI".into(),
            subdivision: String::new(),
            time_zone: "Europe/Ljubljana".into(),
            language: "sl".into(),
            domains: String::new(),
        }
    }
}

/// Whose calendar counts for reply deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CalendarOf {
    Seller,
    Buyer,
    Marketplace,
}

/// How long sellers have to answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Deadline {
    /// Working time for a reply, in hours; parts of an hour are allowed.
    /// This and the next two are what holds until staff change it in the settings.
    pub hours: f64,
    /// Share of that time after which a reply is due soon, in percent (1 to 99).
    pub due_soon_percent: u8,
    /// Whether a planned absence stops a seller's clock.
    pub absence_stops_clock: bool,
    /// Whose calendar counts: `seller`, `buyer` or `marketplace`.
    pub calendar: CalendarOf,
}

impl Default for Deadline {
    fn default() -> Self {
        Self {
            hours: 24.0,
            due_soon_percent: 75,
            absence_stops_clock: false,
            calendar: CalendarOf::Seller,
        }
    }
}

/// What buyers may do and are told. All of it holds until staff change it in the settings.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Buyers {
    /// Whether buyers may ask the marketplace to step in once a deadline has lapsed.
    pub escalation_allowed: bool,
    /// Notice in Slovene of who reads and what is checked, at most 2,000 characters; empty: the text that Dopis brings along.
    pub notice_sl: String,
    /// The same notice in English.
    pub notice_en: String,
}

impl Default for Buyers {
    fn default() -> Self {
        Self {
            escalation_allowed: true,
            notice_sl: String::new(),
            notice_en: String::new(),
        }
    }
}

/// How the marketplace signs the hand-off of people who are signed in there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum HandOffAlgorithm {
    EdDsa,
    Hs256,
}

/// Signing in from the marketplace's own account.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HandOff {
    /// `eddsa` (the marketplace keeps the private key) or `hs256` (a shared secret).
    pub algorithm: HandOffAlgorithm,
    /// PEM file with the marketplace's Ed25519 public key, for `eddsa`.
    pub public_key_file: String,
    /// Shared secret of at least 32 characters, for `hs256`. Better set by environment than in the file.
    pub secret: String,
    /// The `aud` that a token must carry.
    pub audience: String,
}

impl Default for HandOff {
    fn default() -> Self {
        Self {
            algorithm: HandOffAlgorithm::EdDsa,
            public_key_file: String::new(),
            secret: String::new(),
            audience: "dopis".into(),
        }
    }
}

/// Whether staff need a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    Required,
    Optional,
}

/// Sessions, passwords and second factors.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    /// Length of a session, in hours.
    pub session_hours: u32,
    /// Whether agents may also sign in with e-mail and password, until staff change it in the settings.
    /// Owners can then invite others.
    pub agents_with_password: bool,
    /// Whether staff need a second factor: `required` (without one, their first session opens nothing but setting it up)
    /// or `optional`.
    pub staff_second_factor: SecondFactor,
    /// Key of at least 32 characters with which the secrets of authenticator apps are sealed. Better set by environment
    /// than in the file, the same on all nodes, and kept: without it, those who have an authenticator app need
    /// `dopis reset-second-factor`. Empty: the secrets lie open in the database and its backups, and each start warns of it.
    pub secret_key: String,
    /// Another key that opens what was sealed with it, while one key takes the place of another: the one to come, then the
    /// one before. Empty: none.
    pub other_secret_key: String,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            session_hours: 12,
            agents_with_password: false,
            staff_second_factor: SecondFactor::Required,
            secret_key: String::new(),
            other_secret_key: String::new(),
        }
    }
}

/// Where the files that go with messages lie.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Attachments {
    /// `file:FOLDER` on this machine's disk, or `s3:BUCKET` in a storage that speaks S3.
    /// Several nodes need S3 or a folder that all of them share.
    pub storage: String,
    /// Address of the S3 storage, without the bucket: `https://s3.example.com`. Empty: the one of Amazon for the region.
    pub s3_endpoint: String,
    /// Region of the bucket; most storages besides Amazon's take any.
    pub s3_region: String,
    /// Access key of the S3 storage.
    pub s3_key_id: String,
    /// Secret key of the S3 storage. Better set by environment than in the file.
    pub s3_secret: String,
    /// Longest time for a request that brings files, in milliseconds; slow lines take long.
    pub upload_timeout_ms: u64,
    /// The program that reads words in images, to see contact data in them. Empty, or not there: they are not read.
    pub tesseract: String,
    /// The languages that it reads in, joined by `+`: fewer are quicker, and missing ones are passed over.
    pub tesseract_languages: String,
    /// Longest time for one image, in milliseconds; what takes longer is taken in without its words.
    pub tesseract_timeout_ms: u64,
}

impl Default for Attachments {
    fn default() -> Self {
        Self {
            storage: "file:dopis-files".into(),
            s3_endpoint: String::new(),
            s3_region: "eu-central-1".into(),
            s3_key_id: String::new(),
            s3_secret: String::new(),
            upload_timeout_ms: 600_000,
            tesseract: "/usr/bin/tesseract".into(),
            tesseract_languages: "slv+eng".into(),
            tesseract_timeout_ms: 8_000,
        }
    }
}

impl std::fmt::Debug for Attachments {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Attachments")
            .field("storage", &self.storage)
            .finish_non_exhaustive()
    }
}

/// Limits on requests; they hold per node, those on signing in across all nodes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Requests a minute for one viewer.
    pub requests_per_minute: u32,
    /// Requests a minute for one address without a session or token.
    pub anonymous_per_minute: u32,
    /// Attempts to sign in to one account from one address in 15 minutes; ten times as many from one address to all accounts.
    pub sign_in_attempts: u32,
    /// Attempts to sign in to one account in an hour from all browsers that it does not know, together.
    pub sign_in_attempts_of_strangers: u32,
    /// Largest body of an ordinary request, in bytes.
    pub body_bytes: u64,
    /// Largest body of an import, in bytes.
    pub import_bytes: u64,
    /// Connections over which one viewer may follow changes at once.
    pub live_connections: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_minute: 600,
            anonymous_per_minute: 120,
            sign_in_attempts: 10,
            sign_in_attempts_of_strangers: 30,
            body_bytes: 1_000_000,
            import_bytes: 200_000_000,
            live_connections: 20,
        }
    }
}

/// What is written to standard error.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// Filter of the form `info,dopis=debug`.
    pub filter: String,
    /// `text` or `json`.
    pub format: LogFormat,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            filter: "info".into(),
            format: LogFormat::Text,
        }
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Database")
            .field("connections", &self.connections)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SignIn {
    /// Without the key.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SignIn")
            .field("session_hours", &self.session_hours)
            .field("agents_with_password", &self.agents_with_password)
            .field("staff_second_factor", &self.staff_second_factor)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for HandOff {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("HandOff")
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// Working time for a reply.
    pub fn budget(&self) -> jiff::SignedDuration {
        jiff::SignedDuration::from_secs_f64(self.deadline.hours * 3_600.0)
    }
}
