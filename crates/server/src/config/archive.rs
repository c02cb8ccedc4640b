//! What an operator can set about the log of the archive.

use std::collections::BTreeSet;

use archive::note::{Signed, SigningKey, VerifierKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// They are asked one after the other.
const WITNESSES_MAX: usize = 16;

/// The signed log of everything that happens. Without an origin nothing is sealed.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Archive {
    /// Name of the log, such as `help.example.com/archive`. It never changes: verifiers know the log by it.
    pub origin: String,
    /// Folder for the files of the log. Several nodes need one that all of them share.
    pub folder: String,
    /// File with the log's secret key, which `dopis archive init` makes.
    pub key_file: String,
    /// The secret key itself, in place of a file: the line that begins with `PRIVATE+KEY+`.
    /// Better set by environment than in the file.
    pub key: String,
    /// File with a second secret key of the same origin, which signs too while one key takes the other's place.
    pub other_key_file: String,
    /// Passphrase that the key files are sealed with; empty: they are not. Better set by environment than in the file.
    pub passphrase: String,
    /// File whose first line is the passphrase, in place of the passphrase itself.
    pub passphrase_file: String,
    /// How long events are gathered before they are sealed together, in milliseconds (50 to 60,000).
    pub batch_ms: u64,
    /// Who else signs checkpoints (C2SP `tlog-witness`): `[{ key = "witness.example/w1+…", url = "https://witness.example" }]`,
    /// the verifier key and the address below which `add-checkpoint` lies. At most 16.
    #[schema(value_type = Vec<Object>)]
    pub witnesses: Vec<Witness>,
    /// How often the newest checkpoint is put before the witnesses, in seconds (1 to 86,400).
    pub witness_every_s: u64,
    /// How long a witness has to answer, in milliseconds (100 to 60,000).
    pub witness_timeout_ms: u64,
    /// Address of an authority that stamps times (RFC 3161); empty: no checkpoint is stamped.
    pub timestamp_url: String,
    /// File with the certificates of authorities whose timestamps are believed, as PEM. Without one a timestamp is kept
    /// if it is of the checkpoint, and nobody judges whose it is.
    pub timestamp_ca_file: String,
    /// How often a timestamp is fetched where the log has grown, in seconds (10 to 2,678,400).
    pub timestamp_every_s: u64,
    /// How long the authority has to answer, in milliseconds (100 to 60,000).
    pub timestamp_timeout_ms: u64,
}

/// Somebody who watches the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    pub key: String,
    pub url: String,
}

impl Witness {
    /// The key's name; what comes behind it is its id and the key itself.
    pub fn name(&self) -> &str {
        self.key.split('+').next().unwrap_or_default()
    }

    /// The key, if it is one that checkpoints are cosigned with.
    pub fn verifier(&self) -> Option<VerifierKey> {
        let key = VerifierKey::parse(&self.key).ok();
        key.filter(|key| key.signs() == Signed::Cosignature)
    }
}

impl Default for Archive {
    fn default() -> Self {
        Self {
            origin: String::new(),
            folder: "dopis-archive".into(),
            key_file: String::new(),
            key: String::new(),
            other_key_file: String::new(),
            passphrase: String::new(),
            passphrase_file: String::new(),
            batch_ms: 1_000,
            witnesses: Vec::new(),
            witness_every_s: 60,
            witness_timeout_ms: 5_000,
            timestamp_url: String::new(),
            timestamp_ca_file: String::new(),
            timestamp_every_s: 3_600,
            timestamp_timeout_ms: 10_000,
        }
    }
}

impl std::fmt::Debug for Archive {
    /// Without key and passphrase.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Archive")
            .field("origin", &self.origin)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Archive {
    /// Whether there is a log at all.
    pub fn is_kept(&self) -> bool {
        !self.origin.is_empty()
    }

    /// What is wrong, each with its key.
    pub(super) fn checks(&self) -> [(&'static str, &'static str, bool); 6] {
        let off = !self.is_kept();
        let one_key = self.key.is_empty() != self.key_file.is_empty();
        [
            (
                "archive.origin",
                "a name without spaces and plus signs",
                off || SigningKey::new(&self.origin, Signed::Text, [0; 32]).is_ok(),
            ),
            (
                "archive.folder",
                "a folder",
                off || !self.folder.trim().is_empty(),
            ),
            (
                "archive.key_file",
                "set where archive.origin is, unless archive.key is, and not both",
                off || one_key,
            ),
            (
                "archive.key",
                "a line that begins with PRIVATE+KEY+",
                self.key.is_empty() || SigningKey::from_secret(&self.key).is_ok(),
            ),
            (
                "archive.passphrase_file",
                "empty where archive.passphrase is set",
                self.passphrase.is_empty() || self.passphrase_file.is_empty(),
            ),
            (
                "archive.batch_ms",
                "from 50 to 60000",
                (50..=60_000).contains(&self.batch_ms),
            ),
        ]
    }

    /// The same of those who are asked about the log.
    pub(super) fn checks_of_others(&self) -> [(&'static str, &'static str, bool); 6] {
        [
            (
                "archive.witnesses",
                "at most 16, each with an address that begins with https:// or http:// and another witness's verifier key",
                self.are_witnesses(),
            ),
            (
                "archive.witness_every_s",
                "from 1 to 86400",
                (1..=86_400).contains(&self.witness_every_s),
            ),
            (
                "archive.witness_timeout_ms",
                "from 100 to 60000",
                (100..=60_000).contains(&self.witness_timeout_ms),
            ),
            (
                "archive.timestamp_url",
                "an address that begins with https:// or http://",
                self.timestamp_url.is_empty() || is_address(&self.timestamp_url),
            ),
            (
                "archive.timestamp_every_s",
                "from 10 to 2678400",
                (10..=2_678_400).contains(&self.timestamp_every_s),
            ),
            (
                "archive.timestamp_timeout_ms",
                "from 100 to 60000",
                (100..=60_000).contains(&self.timestamp_timeout_ms),
            ),
        ]
    }

    fn are_witnesses(&self) -> bool {
        let keys = self.witnesses.iter().filter_map(Witness::verifier);
        let keys: BTreeSet<[u8; 32]> = keys.map(|key| *key.public()).collect();
        keys.len() == self.witnesses.len()
            && keys.len() <= WITNESSES_MAX
            && self
                .witnesses
                .iter()
                .all(|witness| is_address(&witness.url))
    }
}

fn is_address(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}
