//! Notes with their signatures (signed-note § Format): reading them, and which known keys signed.

use super::key::{VerifierKey, is_name};
use crate::spelling::{base64, from_base64};

/// How many signatures a note may have; the specification asks for at least 16.
pub const SIGNATURES_MAX: usize = 100;

const SIGNATURE_START: &str = "\u{2014} ";

/// A text and its signatures, of which nothing is known to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    /// With its last newline.
    text: String,
    signatures: Vec<Signature>,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub key_id: [u8; 4],
    pub bytes: Vec<u8>,
}

/// Why a note is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("the note is not UTF-8, or has control characters")]
    NotText,
    #[error("a note is a text, an empty line and signature lines")]
    Form,
    #[error("the note has more than {SIGNATURES_MAX} signatures")]
    TooManySignatures,
    #[error("a signature by {0} does not hold")]
    BadSignature(String),
    #[error("no known key signed the note")]
    NoKnownKey,
}

/// A known key that signed, and the time that it stated if it is a cosignature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct By {
    /// The place among the known keys.
    pub(crate) key: usize,
    pub(crate) time_s: Option<u64>,
}

impl SignedNote {
    pub fn parse(note: &[u8]) -> Result<SignedNote, NoteError> {
        let note = str::from_utf8(note).map_err(|_| NoteError::NotText)?;
        if note.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return Err(NoteError::NotText);
        }
        let end = note.rfind("\n\n").ok_or(NoteError::Form)? + 1;
        let (text, signatures) = (&note[..end], &note[end + 1..]);
        let lines = signatures.strip_suffix('\n').ok_or(NoteError::Form)?;
        if lines.split('\n').count() > SIGNATURES_MAX {
            return Err(NoteError::TooManySignatures);
        }
        let signatures = lines.split('\n').map(signature);
        let signatures = signatures.collect::<Option<_>>().ok_or(NoteError::Form)?;
        let text = text.to_owned();
        Ok(SignedNote { text, signatures })
    }

    /// A note of a text that ends its lines; `None` if it is no text of a note.
    pub fn new(text: String, signatures: Vec<Signature>) -> Option<SignedNote> {
        let note = SignedNote { text, signatures };
        let read = SignedNote::parse(note.to_string().as_bytes());
        read.ok().filter(|read| *read == note)
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Which of the known keys signed, each once. Signatures of others are ignored; a known one that does
    /// not hold spoils the note, also beside one that does.
    pub fn signed_by(&self, known: &[VerifierKey]) -> Result<Vec<usize>, NoteError> {
        let by = self.verified(known)?;
        Ok(by.into_iter().map(|by| by.key).collect())
    }

    pub(crate) fn verified(&self, known: &[VerifierKey]) -> Result<Vec<By>, NoteError> {
        let mut by: Vec<By> = Vec::new();
        for signature in &self.signatures {
            let mut named = known
                .iter()
                .enumerate()
                .filter(|(_, key)| key.is_named_by(signature))
                .peekable();
            if named.peek().is_none() {
                continue;
            }
            let held = named.find_map(|(key, verifier)| {
                let time_s = verifier.holds(&self.text, &signature.bytes)?;
                Some(By { key, time_s })
            });
            let held = held.ok_or_else(|| NoteError::BadSignature(signature.name.clone()))?;
            if by.iter().all(|earlier| earlier.key != held.key) {
                by.push(held);
            }
        }
        if by.is_empty() {
            Err(NoteError::NoKnownKey)
        } else {
            Ok(by)
        }
    }
}

impl std::fmt::Display for SignedNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// The line without its newline.
impl std::fmt::Display for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [self.key_id.as_slice(), &self.bytes].concat();
        write!(f, "{SIGNATURE_START}{} {}", self.name, base64(&bytes))
    }
}

fn signature(line: &str) -> Option<Signature> {
    let (name, bytes) = line.strip_prefix(SIGNATURE_START)?.split_once(' ')?;
    let bytes = from_base64(bytes)?;
    let (key_id, bytes) = bytes.split_first_chunk::<4>()?;
    let is_whole = is_name(name) && !bytes.is_empty();
    is_whole.then(|| Signature {
        name: name.to_owned(),
        key_id: *key_id,
        bytes: bytes.to_vec(),
    })
}
