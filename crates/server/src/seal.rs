//! Secrets that the service must be able to read again, encrypted with the installation's key (ChaCha20-Poly1305).
//! Without a key they are kept as they are; decision 0010 says what that means.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

use crate::random::{NoRandomness, Random};

const OPEN: u8 = 0;
const SEALED: u8 = 1;
const PURPOSE: &[u8] = b"dopis: secrets of second factors, 1";

/// The installation's key, or that there is none; and another one that opens too, while one takes the other's place.
#[derive(Clone)]
pub struct Seal {
    key: Option<[u8; 32]>,
    other: Option<[u8; 32]>,
}

/// What was sealed cannot be opened: with another key, for another owner, or it was changed.
#[derive(Debug, thiserror::Error)]
#[error("a secret cannot be opened with the configured sign_in.secret_key")]
pub struct CannotOpen;

impl Seal {
    /// `secret` seals and opens, `other` only opens; as configured, empty for none.
    pub fn new(secret: &str, other: &str) -> Seal {
        Seal {
            key: derived(secret),
            other: derived(other),
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
        let Some(key) = cipher(self.key.as_ref()) else {
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
                let keys = [self.key.as_ref(), self.other.as_ref()];
                let mut opened = keys
                    .into_iter()
                    .filter_map(|key| open_with(key, owner, rest));
                opened.next().ok_or(CannotOpen)
            }
            _ => Err(CannotOpen),
        }
    }

    /// Whether this is how it would be sealed now: with the key, or open where there is none.
    pub fn is_current(&self, owner: &str, sealed: &[u8]) -> bool {
        match (sealed.split_first(), &self.key) {
            (Some((&SEALED, rest)), Some(key)) => open_with(Some(key), owner, rest).is_some(),
            (Some((&OPEN, _)), None) => true,
            _ => false,
        }
    }
}

fn derived(secret: &str) -> Option<[u8; 32]> {
    let derive = || {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let mut derived = [0; 32];
        derived.copy_from_slice(hmac::sign(&key, PURPOSE).as_ref());
        derived
    };
    (!secret.is_empty()).then(derive)
}

fn cipher(key: Option<&[u8; 32]>) -> Option<LessSafeKey> {
    let key = UnboundKey::new(&CHACHA20_POLY1305, key?).ok()?;
    Some(LessSafeKey::new(key))
}

/// `rest` is the nonce and what was sealed with it.
fn open_with(key: Option<&[u8; 32]>, owner: &str, rest: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = rest.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut text = text.to_vec();
    let plain = cipher(key)?.open_in_place(nonce, Aad::from(owner.as_bytes()), &mut text);
    plain.ok().map(|plain| plain.to_vec())
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
        let seal = Seal::new("a key of the tests, 32 characters long", "");
        let other = Seal::new("another key of the tests, just as long", "");
        let sealed = seal.seal(&random, "nova/ana", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(seal.open("nova/ana", &sealed).unwrap(), b"secret");
        assert!(seal.open("nova/bor", &sealed).is_err());
        assert!(other.open("nova/ana", &sealed).is_err());
        assert!(Seal::new("", "").open("nova/ana", &sealed).is_err());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 2;
            assert!(seal.open("nova/ana", &changed).is_err(), "{place}");
        }
        assert_ne!(sealed, seal.seal(&random, "nova/ana", b"secret").unwrap());
    }

    #[test]
    fn without_a_key_a_secret_is_kept_open_and_still_readable_once_there_is_one() {
        let kept = Seal::new("", "")
            .seal(&Random::seeded(1), "x", b"secret")
            .unwrap();
        assert_eq!(Seal::new("", "").open("x", &kept).unwrap(), b"secret");
        let seal = Seal::new("a key of the tests, 32 characters long", "");
        assert_eq!(seal.open("x", &kept).unwrap(), b"secret");
        assert!(seal.open("x", &[]).is_err());
    }

    #[test]
    fn while_one_key_takes_the_place_of_another_both_open_and_the_new_one_seals() {
        let (old, new) = (
            "a key of the tests, 32 characters long",
            "the next key of the tests, just as long",
        );
        let random = Random::seeded(1);
        let before = Seal::new(old, "");
        let sealed = before.seal(&random, "x", b"secret").unwrap();
        let between = Seal::new(new, old);
        assert_eq!(between.open("x", &sealed).unwrap(), b"secret");
        assert!(before.is_current("x", &sealed) && !between.is_current("x", &sealed));
        let anew = between.seal(&random, "x", b"secret").unwrap();
        assert!(between.is_current("x", &anew) && Seal::new(new, "").is_current("x", &anew));
        // A node that has not been told of the new one opens it as soon as it knows it as the other.
        assert!(before.open("x", &anew).is_err());
        assert_eq!(Seal::new(old, new).open("x", &anew).unwrap(), b"secret");
        // What was kept open is to be sealed once there is a key.
        let open = Seal::new("", "").seal(&random, "x", b"secret").unwrap();
        assert!(Seal::new("", "").is_current("x", &open) && !before.is_current("x", &open));
    }
}
