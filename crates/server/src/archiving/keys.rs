//! The keys that the log is signed with: one, or two while one takes the other's place.

use std::io;

use archive::checkpoint::{Checkpoint, CheckpointError};
use archive::merkle::Hash;
use archive::note::{SecretError, SigningKey, VerifierKey};
use archive::policy::{Policy, PolicyError};
use archive::sealed_key::{self, KeyFileError};
use archive::timestamp::{Authorities, NoAuthority};

use crate::config;

/// The secret keys, and whom a verifier believes that has their public halves.
#[derive(Debug)]
pub struct Keys {
    origin: String,
    signing: Vec<SigningKey>,
    policy: Policy,
}

/// Why the configured keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyProblem {
    #[error("{key} {path} cannot be read")]
    Unreadable {
        key: &'static str,
        path: String,
        #[source]
        source: io::Error,
    },
    #[error("{key} {path} gives no key")]
    NoKey {
        key: &'static str,
        path: String,
        #[source]
        source: KeyFileError,
    },
    #[error("archive.key is no secret key")]
    Key(#[from] SecretError),
    #[error("archive.origin is {origin}, and the key is of {name}")]
    OtherOrigin { origin: String, name: String },
    #[error("archive.timestamp_ca_file {path} gives no authority")]
    NoAuthority {
        path: String,
        #[source]
        source: NoAuthority,
    },
    #[error("the keys of the log cannot be used together")]
    Policy(#[from] PolicyError),
}

impl Keys {
    pub fn load(config: &config::Archive) -> Result<Keys, KeyProblem> {
        let passphrase = passphrase(config)?;
        let own = match config.key.is_empty() {
            true => open("archive.key_file", &config.key_file, passphrase.as_deref())?,
            false => SigningKey::from_secret(&config.key)?,
        };
        let mut signing = vec![own];
        if !config.other_key_file.is_empty() {
            let other = &config.other_key_file;
            signing.push(open(
                "archive.other_key_file",
                other,
                passphrase.as_deref(),
            )?);
        }
        let origin = config.origin.clone();
        if let Some(other) = signing.iter().find(|key| key.verifier().name() != origin) {
            let name = other.verifier().name().to_owned();
            return Err(KeyProblem::OtherOrigin { origin, name });
        }
        let verifiers = signing.iter().map(|key| key.verifier().clone()).collect();
        Ok(Keys {
            policy: Policy::new(verifiers, Vec::new(), 0)?.with_authorities(authorities(config)?),
            origin,
            signing,
        })
    }

    /// Whom a verifier believes that knows these keys.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What is given to verifiers.
    pub fn verifiers(&self) -> impl Iterator<Item = &VerifierKey> {
        self.signing.iter().map(SigningKey::verifier)
    }

    /// The same bytes each time: Ed25519 draws nothing at random.
    pub fn sign(&self, size: u64, root: &Hash) -> Result<String, CheckpointError> {
        let keys: Vec<&SigningKey> = self.signing.iter().collect();
        let note = Checkpoint::new(&self.origin, size, *root)?.sign(&keys)?;
        Ok(note.to_string())
    }

    /// The manifest of a dossier with these files; none if one of them cannot be written in it.
    pub fn manifest<'a>(
        &self,
        files: impl Iterator<Item = (&'a str, u64, [u8; 32])>,
    ) -> Option<String> {
        let keys: Vec<&SigningKey> = self.signing.iter().collect();
        archive::dossier::manifest(&keys, files)
    }
}

/// Whose timestamps are believed; without a file none is judged.
fn authorities(config: &config::Archive) -> Result<Authorities, KeyProblem> {
    let path = &config.timestamp_ca_file;
    if path.is_empty() {
        return Ok(Authorities::default());
    }
    let text = read("archive.timestamp_ca_file", path)?;
    Authorities::parse(text.as_bytes()).map_err(|source| KeyProblem::NoAuthority {
        path: path.clone(),
        source,
    })
}

/// The passphrase of the key files, if they have one.
pub(crate) fn passphrase(config: &config::Archive) -> Result<Option<String>, KeyProblem> {
    if !config.passphrase.is_empty() {
        return Ok(Some(config.passphrase.clone()));
    }
    if config.passphrase_file.is_empty() {
        return Ok(None);
    }
    let text = read("archive.passphrase_file", &config.passphrase_file)?;
    Ok(Some(text.lines().next().unwrap_or_default().to_owned()))
}

fn open(key: &'static str, path: &str, passphrase: Option<&str>) -> Result<SigningKey, KeyProblem> {
    let opened = sealed_key::open(&read(key, path)?, passphrase);
    opened.map_err(|source| KeyProblem::NoKey {
        key,
        path: path.to_owned(),
        source,
    })
}

fn read(key: &'static str, path: &str) -> Result<String, KeyProblem> {
    std::fs::read_to_string(path).map_err(|source| KeyProblem::Unreadable {
        key,
        path: path.to_owned(),
        source,
    })
}
