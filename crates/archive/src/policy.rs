//! Whom a verifier believes: the keys of a log, witnesses, how many of them must have seen a checkpoint, and
//! authorities that state times.

use std::fmt;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::{NoteError, Signed, SignedNote, VerifierKey};
use crate::timestamp::Authorities;

/// The keys of one log and its witnesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    origin: String,
    /// Those of the log first.
    keys: Vec<VerifierKey>,
    log_keys: usize,
    quorum: usize,
    authorities: Authorities,
}

/// Why keys are no policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    #[error("the log needs a key")]
    NoLogKey,
    #[error("{0} is not a log's key: logs sign with type 1")]
    NotOfLog(String),
    #[error("the keys of the log have two names, {0} and {1}; the name is the log's origin")]
    TwoOrigins(String, String),
    #[error("{0} is not a witness's key: witnesses sign with type 4")]
    NotOfWitness(String),
    #[error("the key of {0} is given twice")]
    Twice(String),
    #[error("{quorum} of {witnesses} witnesses cannot have signed")]
    Quorum { quorum: usize, witnesses: usize },
}

/// Why a checkpoint is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error("the checkpoint is of {0}")]
    OtherOrigin(String),
    #[error("no key of the log signed it")]
    NotOfLog,
    #[error("{0} of {1} needed witnesses signed the checkpoint")]
    TooFewWitnesses(usize, usize),
}

/// A checkpoint that a policy believes, and who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Believed {
    pub checkpoint: Checkpoint,
    pub log_keys: Vec<VerifierKey>,
    /// With the time that each states, in seconds since 1970.
    pub witnesses: Vec<(VerifierKey, u64)>,
}

/// Whose checkpoint of how many entries was signed by how many.
impl fmt::Display for Believed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (origin, size) = (self.checkpoint.origin(), self.checkpoint.size());
        let (keys, witnesses) = (self.log_keys.len(), self.witnesses.len());
        write!(
            f,
            "{origin}, {size} entries, signed with {keys} of the log's keys and by {witnesses} witnesses"
        )
    }
}

impl Policy {
    /// `quorum` of the witnesses must have signed, each with its own key.
    pub fn new(
        log_keys: Vec<VerifierKey>,
        witnesses: Vec<VerifierKey>,
        quorum: usize,
    ) -> Result<Policy, PolicyError> {
        let origin = log_keys
            .first()
            .ok_or(PolicyError::NoLogKey)?
            .name()
            .to_owned();
        for key in &log_keys {
            if key.signs() != Signed::Text {
                return Err(PolicyError::NotOfLog(key.to_string()));
            }
            if key.name() != origin {
                return Err(PolicyError::TwoOrigins(origin, key.name().to_owned()));
            }
        }
        if let Some(key) = witnesses
            .iter()
            .find(|key| key.signs() != Signed::Cosignature)
        {
            return Err(PolicyError::NotOfWitness(key.to_string()));
        }
        if quorum > witnesses.len() {
            let witnesses = witnesses.len();
            return Err(PolicyError::Quorum { quorum, witnesses });
        }
        let (log_keys, keys) = (log_keys.len(), [log_keys, witnesses].concat());
        for (at, key) in keys.iter().enumerate() {
            // One key under two names would make one witness count as two.
            if keys[..at]
                .iter()
                .any(|other| other.public() == key.public())
            {
                return Err(PolicyError::Twice(key.name().to_owned()));
            }
        }
        Ok(Policy {
            origin,
            keys,
            log_keys,
            quorum,
            authorities: Authorities::default(),
        })
    }

    /// The same, which judges timestamps by these authorities.
    pub fn with_authorities(self, authorities: Authorities) -> Policy {
        Policy {
            authorities,
            ..self
        }
    }

    pub fn authorities(&self) -> &Authorities {
        &self.authorities
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The text of a note that the log signed, whatever it is.
    pub fn open_text(&self, note: &[u8]) -> Result<String, Distrust> {
        let note = SignedNote::parse(note)?;
        let by = note.verified(&self.keys)?;
        match by.iter().any(|by| by.key < self.log_keys) {
            true => Ok(note.text().to_owned()),
            false => Err(Distrust::NotOfLog),
        }
    }

    /// Opens a signed checkpoint of the log that enough witnesses have signed.
    pub fn open(&self, note: &[u8]) -> Result<Believed, Distrust> {
        let believed = self.open_alone(note)?;
        match believed.witnesses.len() {
            few if few < self.quorum => Err(Distrust::TooFewWitnesses(few, self.quorum)),
            _ => Ok(believed),
        }
    }

    /// Opens a signed checkpoint of the log, whoever else has signed it.
    pub fn open_alone(&self, note: &[u8]) -> Result<Believed, Distrust> {
        let note = SignedNote::parse(note)?;
        let by = note.verified(&self.keys)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        if checkpoint.origin() != self.origin {
            return Err(Distrust::OtherOrigin(checkpoint.origin().to_owned()));
        }
        let of_log = by.iter().filter(|by| by.key < self.log_keys);
        let log_keys: Vec<VerifierKey> = of_log.map(|by| self.keys[by.key].clone()).collect();
        if log_keys.is_empty() {
            return Err(Distrust::NotOfLog);
        }
        let times = by
            .iter()
            .filter_map(|by| Some((self.keys[by.key].clone(), by.time_s?)));
        Ok(Believed {
            checkpoint,
            log_keys,
            witnesses: times.collect(),
        })
    }
}
