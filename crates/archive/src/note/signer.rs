//! The secret half of a key.

use std::fmt;

use ring::signature::{Ed25519KeyPair, KeyPair};

use super::key::{KeyError, Signed, VerifierKey, is_name};
use super::signed::Signature;
use crate::cosignature;
use crate::spelling::{base64, from_base64, from_hex};

/// Signs notes, or cosigns checkpoints, under a name.
pub struct SigningKey {
    verifier: VerifierKey,
    seed: [u8; 32],
    pair: Ed25519KeyPair,
}

/// Why something is no secret key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    #[error("a secret key is written as PRIVATE+KEY+name+id+key")]
    Form,
    #[error(transparent)]
    Key(#[from] KeyError),
}

const SECRET_START: &str = "PRIVATE+KEY+";

impl SigningKey {
    /// `seed` is the private key of RFC 8032 §5.1.5: 32 random bytes.
    pub fn new(name: &str, signs: Signed, seed: [u8; 32]) -> Result<SigningKey, SecretError> {
        if !is_name(name) {
            return Err(KeyError::Name.into());
        }
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| SecretError::Form)?;
        let public = pair.public_key().as_ref();
        let public = public.try_into().map_err(|_| SecretError::Form)?;
        let verifier = VerifierKey::new(name, signs, public)?;
        Ok(SigningKey {
            verifier,
            seed,
            pair,
        })
    }

    /// Reads what `to_secret` writes.
    pub fn from_secret(text: &str) -> Result<SigningKey, SecretError> {
        let rest = text.strip_prefix(SECRET_START).ok_or(SecretError::Form)?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(SecretError::Form);
        };
        let id = from_hex(id).ok_or(SecretError::Form)?;
        let key = from_base64(key).ok_or(SecretError::Form)?;
        let (signs, seed) = key.split_first().ok_or(SecretError::Form)?;
        let signs = Signed::from_type(*signs).ok_or(KeyError::Type)?;
        let seed = seed.try_into().map_err(|_| KeyError::Length)?;
        let key = SigningKey::new(name, signs, seed)?;
        if id == key.verifier.id() {
            Ok(key)
        } else {
            Err(KeyError::Id.into())
        }
    }

    /// The secret key as Go's `note` writes it: whoever reads it can sign.
    pub fn to_secret(&self) -> String {
        let id = crate::hex(&self.verifier.id());
        let key = [&[self.verifier.signs() as u8], self.seed.as_slice()].concat();
        format!(
            "{SECRET_START}{}+{id}+{}",
            self.verifier.name(),
            base64(&key)
        )
    }

    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Signs a text of a note; `now_s` (seconds since 1970) is what a cosignature states.
    pub fn sign(&self, text: &str, now_s: u64) -> Signature {
        let bytes = match self.verifier.signs() {
            Signed::Text => self.pair.sign(text.as_bytes()).as_ref().to_vec(),
            Signed::Cosignature => {
                let signed = self.pair.sign(cosignature::message(text, now_s).as_bytes());
                cosignature::join(now_s, signed.as_ref())
            }
        };
        Signature {
            name: self.verifier.name().to_owned(),
            key_id: self.verifier.id(),
            bytes,
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The seed must not reach a log.
        f.debug_tuple("SigningKey")
            .field(&self.verifier.to_string())
            .finish()
    }
}
