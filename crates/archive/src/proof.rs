//! Proof files (C2SP tlog-proof): that an entry is in a log, to be verified without the log.

use std::fmt;

use crate::checkpoint::Checkpoint;
use crate::merkle::{Hash, ProofError, leaf_hash, verify_inclusion};
use crate::policy::{Believed, Distrust, Policy};
use crate::spelling::{base64, decimal, from_base64, hash};

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A tree of 2^64 entries has no longer proofs.
const HASHES_MAX: usize = 64;

/// A `.tlog-proof` file, of which nothing is known to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Not covered by any signature.
    pub extra: Option<Vec<u8>>,
    pub index: u64,
    pub path: Vec<Hash>,
    /// The signed checkpoint, word for word.
    pub checkpoint: String,
}

/// Why a proof file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    #[error("not a proof file from line {0} on")]
    Form(usize),
    #[error("the checkpoint does not hold: {0}")]
    Checkpoint(#[from] Distrust),
    #[error("the entry is not where the proof says: {0}")]
    Inclusion(#[from] ProofError),
}

impl TlogProof {
    pub fn parse(file: &[u8]) -> Result<TlogProof, TlogProofError> {
        let file = str::from_utf8(file).map_err(|_| TlogProofError::Form(1))?;
        // Behind the first empty line nothing is read here: it is the note of the checkpoint.
        let (head, checkpoint) = file.split_once("\n\n").ok_or(TlogProofError::Form(1))?;
        let mut lines = (1..).zip(head.split('\n')).peekable();
        let header = lines.next();
        if header.is_none_or(|(_, line)| line != HEADER) {
            return Err(TlogProofError::Form(1));
        }
        let mut extra = None;
        if let Some((number, line)) = lines.next_if(|(_, line)| line.starts_with("extra ")) {
            let bytes = from_base64(&line["extra ".len()..]).filter(|bytes| !bytes.is_empty());
            extra = Some(bytes.ok_or(TlogProofError::Form(number))?);
        }
        let (number, index) = lines.next().ok_or(TlogProofError::Form(2))?;
        let index = index.strip_prefix("index ").and_then(decimal);
        let index = index.ok_or(TlogProofError::Form(number))?;
        let mut path = Vec::new();
        for (number, line) in lines {
            let hash = hash(line).filter(|_| path.len() < HASHES_MAX);
            path.push(hash.ok_or(TlogProofError::Form(number))?);
        }
        Ok(TlogProof {
            extra,
            index,
            path,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// That this entry is in the log, whose checkpoint the policy believes.
    pub fn verify(&self, policy: &Policy, entry: &[u8]) -> Result<Believed, TlogProofError> {
        let believed = policy.open(self.checkpoint.as_bytes())?;
        self.leads_to(&believed.checkpoint, entry)?;
        Ok(believed)
    }

    /// That this entry is in the log of a checkpoint that is believed already.
    pub(crate) fn leads_to(
        &self,
        checkpoint: &Checkpoint,
        entry: &[u8],
    ) -> Result<(), TlogProofError> {
        let (size, root) = (checkpoint.size(), checkpoint.root());
        verify_inclusion(&leaf_hash(entry), self.index, size, &self.path, root)?;
        Ok(())
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path
            .iter()
            .try_for_each(|hash| writeln!(f, "{}", base64(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
