//! Checkpoints (C2SP tlog-checkpoint): how large a log is and what its root is, as a text to be signed.

use std::fmt;

use crate::merkle::{Hash, empty_root};
use crate::note::{Signed, SignedNote, SigningKey};
use crate::spelling::{base64, decimal, hash};

/// The head of a log's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

/// Why a text is no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error("a checkpoint has a line each for origin, size and root")]
    Form,
    #[error("the log has no entries, but not the root of a log without entries")]
    NotEmptyRoot,
    #[error("the name of a key is not the origin of the log")]
    OtherName,
    #[error("a log does not sign with a witness's key")]
    WitnessKey,
}

impl Checkpoint {
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Checkpoint, CheckpointError> {
        let checkpoint = Checkpoint {
            origin: origin.to_owned(),
            size,
            root,
            extensions: Vec::new(),
        };
        match Checkpoint::parse(&checkpoint.to_string()) {
            Ok(read) if read == checkpoint => Ok(read),
            Ok(_) => Err(CheckpointError::Form),
            Err(error) => Err(error),
        }
    }

    /// Reads the text of a note.
    pub fn parse(text: &str) -> Result<Checkpoint, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Form)?;
        let lines: Vec<&str> = lines.split('\n').collect();
        let [origin, size, root, extensions @ ..] = lines.as_slice() else {
            return Err(CheckpointError::Form);
        };
        let (Some(size), Some(root)) = (decimal(size), hash(root)) else {
            return Err(CheckpointError::Form);
        };
        if lines.iter().any(|line| line.is_empty()) {
            return Err(CheckpointError::Form);
        }
        if size == 0 && root != empty_root() {
            return Err(CheckpointError::NotEmptyRoot);
        }
        Ok(Checkpoint {
            origin: (*origin).to_owned(),
            size,
            root,
            extensions: extensions.iter().map(|line| (*line).to_owned()).collect(),
        })
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn root(&self) -> &Hash {
        &self.root
    }

    /// Signs with the log's keys, all of which bear its origin as their name; while a key is changed, with
    /// the old and the new one.
    pub fn sign(&self, keys: &[&SigningKey]) -> Result<SignedNote, CheckpointError> {
        let verifiers = || keys.iter().map(|key| key.verifier());
        if verifiers().any(|key| key.name() != self.origin) {
            return Err(CheckpointError::OtherName);
        }
        if verifiers().any(|key| key.signs() != Signed::Text) {
            return Err(CheckpointError::WitnessKey);
        }
        let text = self.to_string();
        let signatures = keys.iter().map(|key| key.sign(&text, 0)).collect();
        SignedNote::new(text, signatures).ok_or(CheckpointError::Form)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, base64(&self.root))?;
        self.extensions
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}
