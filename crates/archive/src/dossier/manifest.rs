//! The manifest: every file of a dossier with its digest, signed by the log's keys.

use sha2::{Digest, Sha256};

use super::path::{MANIFEST, is_path};
use crate::hex;
use crate::note::{SignedNote, SigningKey};
use crate::policy::{Distrust, Policy};
use crate::spelling::{decimal, from_hex};

/// No checkpoint begins so unless a log bears this name, and its second line would be a number.
pub const FORMAT: &str = "dopis-dossier@v1";

/// One file as the manifest has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed<'a> {
    pub(super) path: &'a str,
    pub(super) bytes: u64,
    pub(super) sha256: [u8; 32],
}

/// Why a manifest does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    #[error("it is not signed by the log: {0}")]
    Distrust(#[from] Distrust),
    #[error("it is no manifest of a dossier from line {0} on")]
    Form(usize),
}

/// A manifest of files, signed with these keys; none if there is something about them that cannot be written.
pub fn manifest<'a>(
    keys: &[&SigningKey],
    files: impl Iterator<Item = (&'a str, u64, [u8; 32])>,
) -> Option<String> {
    let mut text = format!("{FORMAT}\n{}\n", keys.first()?.verifier().name());
    let mut files: Vec<_> = files.collect();
    files.sort_unstable();
    for (path, bytes, sha256) in files {
        text.push_str(&format!("{} {bytes} {path}\n", hex(&sha256)));
    }
    let signatures = keys.iter().map(|key| key.sign(&text, 0)).collect();
    SignedNote::new(text, signatures).map(|note| note.to_string())
}

/// The origin's files in their order, from a text whose signature has been checked.
pub(super) fn read<'a>(text: &'a str, policy: &Policy) -> Result<Vec<Listed<'a>>, ManifestError> {
    let mut lines = (1..).zip(text.lines());
    for expected in [FORMAT, policy.origin()] {
        match lines.next() {
            Some((_, line)) if line == expected => {}
            Some((number, _)) => return Err(ManifestError::Form(number)),
            None => return Err(ManifestError::Form(1)),
        }
    }
    let mut files: Vec<Listed> = Vec::new();
    for (number, line) in lines {
        let file = listed(line).ok_or(ManifestError::Form(number))?;
        if files.last().is_some_and(|last| last.path >= file.path) {
            return Err(ManifestError::Form(number));
        }
        files.push(file);
    }
    Ok(files)
}

fn listed(line: &str) -> Option<Listed<'_>> {
    let (sha256, rest) = line.split_once(' ')?;
    let (bytes, path) = rest.split_once(' ')?;
    let sha256 = from_hex(sha256)?.try_into().ok()?;
    let is_allowed = is_path(path) && path != MANIFEST;
    is_allowed.then_some(Listed {
        path,
        bytes: decimal(bytes)?,
        sha256,
    })
}

/// SHA-256.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
