//! Asking witnesses (C2SP tlog-witness): what is put before one, and what of its answer counts. The same text
//! shows that a log has grown, wherever that has to be shown.

use std::fmt;

use crate::merkle::Hash;
use crate::note::{NoteError, Signature, SignedNote, VerifierKey};
use crate::spelling::{base64, decimal, hash};

/// More are not to be sent.
const HASHES_MAX: usize = 63;

/// The body of `add-checkpoint`, of which nothing is known to hold: a checkpoint, and the proof that the log of
/// `old` entries is the beginning of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    pub old: u64,
    pub path: Vec<Hash>,
    /// The signed checkpoint, word for word.
    pub checkpoint: String,
}

/// Why a text is no body of `add-checkpoint`: the first line that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not what a log grew by from line {0} on")]
pub struct NotAdding(usize);

/// Why the answer of a witness is no cosignature of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    #[error("the answer of the witness is none: {0}")]
    Note(#[from] NoteError),
    #[error("the witness states no time")]
    NoTime,
}

impl AddCheckpoint {
    pub fn parse(body: &[u8]) -> Result<AddCheckpoint, NotAdding> {
        let body = str::from_utf8(body).map_err(|_| NotAdding(1))?;
        let (head, checkpoint) = body.split_once("\n\n").ok_or(NotAdding(1))?;
        let mut lines = (1..).zip(head.split('\n'));
        let old = lines.next().and_then(|(_, line)| line.strip_prefix("old "));
        let old = old.and_then(decimal).ok_or(NotAdding(1))?;
        let mut path = Vec::new();
        for (number, line) in lines {
            let hash = hash(line).filter(|_| path.len() < HASHES_MAX);
            path.push(hash.ok_or(NotAdding(number))?);
        }
        Ok(AddCheckpoint {
            old,
            path,
            checkpoint: checkpoint.to_owned(),
        })
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.path
            .iter()
            .try_for_each(|hash| writeln!(f, "{}", base64(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// What this witness has signed of the text of a checkpoint, by its answer: lines of others are ignored, and one of
/// its own that does not hold spoils the answer.
pub fn cosignature(
    text: &str,
    answer: &[u8],
    witness: &VerifierKey,
) -> Result<Signature, AnswerError> {
    let note = SignedNote::parse(&[text.as_bytes(), b"\n", answer].concat())?;
    // Nothing of the answer may have become part of the text.
    if note.text() != text {
        return Err(NoteError::Form.into());
    }
    let by = note.verified(std::slice::from_ref(witness))?;
    if by
        .iter()
        .any(|by| by.time_s.is_none_or(|time_s| time_s == 0))
    {
        return Err(AnswerError::NoTime);
    }
    let mut of_witness = note.signatures().iter();
    let found = of_witness.find(|signature| witness.is_named_by(signature));
    Ok(found.ok_or(NoteError::NoKnownKey)?.clone())
}
