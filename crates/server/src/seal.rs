//! Secrets that the service must be able to read again, encrypted with the installation's key (ChaCha20-Poly1305).
//! Without a key they are kept as they are; decision 0010 says what that means.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

use crate::random::{NoRandomness, Random};

const OPEN: u8 = 0;
const SEALED: u8 = 1;
const PURPOSE: &[u8] = b"dopis: secrets of second factors, 1";

/// The installation's key, or that there is none.
#[derive(Clone)]
pub struct Seal {
    key: Option<[u8; 32]>,
}

/// What was sealed cannot be opened: with another key, for another owner, or it was changed.
#[derive(Debug, thiserror::Error)]
#[error("a secret cannot be opened with the configured sign_in.secret_key")]
pub struct CannotOpen;

impl Seal {
    /// `secret` as configured; empty for none.
    pub fn new(secret: &str) -> Seal {
        let derive = || {
            let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
            let mut derived = [0; 32];
            derived.copy_from_slice(hmac::sign(&key, PURPOSE).as_ref());
            derived
        };
        Seal {
            key: (!secret.is_empty()).then(derive),
        }
    }

    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// `owner` is bound in: what was sealed for one opens for nobody else.
    pub fn seal(
        &self,
        random: &Random,
        owner: &str,
        plain: &[u8],
    ) -> Result<Vec<u8>, NoRandomness> {
        let Some(key) = self.cipher() else {
            return Ok([&[OPEN], plain].concat());
        };
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce)?;
        let mut sealed = plain.to_vec();
        let aad = Aad::from(owner.as_bytes());
        // It fails for texts of many gigabytes alone.
        let _ = key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed);
        Ok([&[SEALED], nonce.as_slice(), &sealed].concat())
    }

    pub fn open(&self, owner: &str, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        match sealed.split_first() {
            Some((&OPEN, plain)) => Ok(plain.to_vec()),
            Some((&SEALED, rest)) => {
                let key = self.cipher().ok_or(CannotOpen)?;
                let (nonce, text) = rest.split_at_checked(NONCE_LEN).ok_or(CannotOpen)?;
                let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| CannotOpen)?;
                let mut text = text.to_vec();
                let plain = key
                    .open_in_place(nonce, Aad::from(owner.as_bytes()), &mut text)
                    .map_err(|_| CannotOpen)?;
                Ok(plain.to_vec())
            }
            _ => Err(CannotOpen),
        }
    }

    fn cipher(&self) -> Option<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, self.key.as_ref()?).ok()?;
        Some(LessSafeKey::new(key))
    }
}

impl std::fmt::Debug for Seal {
    /// Without the key.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Seal")
            .field("has_key", &self.has_key())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_for_the_same_owner_alone() {
        let random = Random::seeded(1);
        let seal = Seal::new("a key of the tests, 32 characters long");
        let other = Seal::new("another key of the tests, just as long");
        let sealed = seal.seal(&random, "nova/ana", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(seal.open("nova/ana", &sealed).unwrap(), b"secret");
        assert!(seal.open("nova/bor", &sealed).is_err());
        assert!(other.open("nova/ana", &sealed).is_err());
        assert!(Seal::new("").open("nova/ana", &sealed).is_err());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 2;
            assert!(seal.open("nova/ana", &changed).is_err(), "{place}");
        }
        assert_ne!(sealed, seal.seal(&random, "nova/ana", b"secret").unwrap());
    }

    #[test]
    fn without_a_key_a_secret_is_kept_open_and_still_readable_once_there_is_one() {
        let kept = Seal::new("")
            .seal(&Random::seeded(1), "x", b"secret")
            .unwrap();
        assert_eq!(Seal::new("").open("x", &kept).unwrap(), b"secret");
        let seal = Seal::new("a key of the tests, 32 characters long");
        assert_eq!(seal.open("x", &kept).unwrap(), b"secret");
        assert!(seal.open("x", &[]).is_err());
    }
}
