//! Verifier keys (signed-note § Verifier keys): a name, a key id, and an Ed25519 key for one of two uses.

use std::fmt;

use ring::signature::{ED25519, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use super::signed::Signature;
use crate::cosignature;
use crate::spelling::{base64, from_base64, from_hex};

/// A public key and the name it signs under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    signs: Signed,
    public: [u8; 32],
}

/// What is signed with a key; the number is the signature type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// The text of a note, as a log signs its checkpoints (signed-note § Ed25519 signatures).
    Text = 0x01,
    /// A checkpoint together with an instant, as a witness signs (tlog-cosignature).
    Cosignature = 0x04,
}

impl Signed {
    pub(super) fn from_type(number: u8) -> Option<Signed> {
        match number {
            0x01 => Some(Signed::Text),
            0x04 => Some(Signed::Cosignature),
            _ => None,
        }
    }
}

/// Why a text is no verifier key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("a key is written as name+id+key")]
    Form,
    #[error("a key's name is not empty and has neither spaces nor plus signs")]
    Name,
    #[error("the key is of a type that is not known here")]
    Type,
    #[error("an Ed25519 key has 32 bytes")]
    Length,
    #[error("the id is not that of this name and key")]
    Id,
}

impl VerifierKey {
    pub fn new(name: &str, signs: Signed, public: [u8; 32]) -> Result<VerifierKey, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let name = name.to_owned();
        Ok(VerifierKey {
            name,
            signs,
            public,
        })
    }

    /// Reads what `to_string` writes.
    pub fn parse(text: &str) -> Result<VerifierKey, KeyError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Form);
        };
        let id = from_hex(id).ok_or(KeyError::Form)?;
        let key = from_base64(key).ok_or(KeyError::Form)?;
        let (signs, public) = key.split_first().ok_or(KeyError::Form)?;
        let signs = Signed::from_type(*signs).ok_or(KeyError::Type)?;
        let public = public.try_into().map_err(|_| KeyError::Length)?;
        let key = VerifierKey::new(name, signs, public)?;
        if id == key.id() {
            Ok(key)
        } else {
            Err(KeyError::Id)
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn signs(&self) -> Signed {
        self.signs
    }

    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// The first four bytes of `SHA-256(name || 0x0A || signature type || public key)`.
    pub fn id(&self) -> [u8; 4] {
        key_id(&self.name, self.signs, &self.public)
    }

    /// Whether a signature claims to be by this key.
    pub fn is_named_by(&self, signature: &Signature) -> bool {
        self.name == signature.name && self.id() == signature.key_id
    }

    /// Whether a signature of this key holds for a text; of a cosignature, the time it states.
    pub(super) fn holds(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        let key = UnparsedPublicKey::new(&ED25519, self.public);
        match self.signs {
            Signed::Text => key.verify(text.as_bytes(), signature).ok().map(|()| None),
            Signed::Cosignature => {
                let (time, signature) = cosignature::split(signature)?;
                let message = cosignature::message(text, time);
                let held = key.verify(message.as_bytes(), signature);
                held.ok().map(|()| Some(time))
            }
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = crate::hex(&self.id());
        let key = [&[self.signs as u8], self.public.as_slice()].concat();
        write!(f, "{}+{id}+{}", self.name, base64(&key))
    }
}

fn key_id(name: &str, signs: Signed, public: &[u8; 32]) -> [u8; 4] {
    let mut hasher = Sha256::new();
    hasher.update(name);
    hasher.update([b'\n', signs as u8]);
    hasher.update(public);
    let hash: [u8; 32] = hasher.finalize().into();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// Not empty, without spaces of any script, plus signs and control characters.
pub(super) fn is_name(name: &str) -> bool {
    let is_allowed = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
    !name.is_empty() && name.chars().all(is_allowed)
}
