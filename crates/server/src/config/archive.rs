//! What an operator can set about the log of the archive.

use archive::note::{Signed, SigningKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
}
