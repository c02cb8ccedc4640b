//! Files of secret keys: as they are, or sealed with a passphrase (argon2id, ChaCha20-Poly1305). Passphrase,
//! salt and nonce are arguments; where they come from is the caller's part.

use argon2::{Algorithm, Argon2, Params, Version};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};

use crate::note::{SecretError, SigningKey, VerifierKey};
use crate::spelling::{base64, decimal, from_base64};

const HEADER: &str = "dopis.archive/sealed-key@v1";

/// What deriving the key from a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

/// The second recommended option of RFC 9106 §4.
pub const COST: Cost = Cost {
    memory_kib: 64 * 1024,
    passes: 3,
    lanes: 4,
};

/// A file that asks for more is refused before anything is computed.
const COST_MAX: Cost = Cost {
    memory_kib: 1024 * 1024,
    passes: 16,
    lanes: 16,
};

/// Why a key file gives no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    #[error("not a key file")]
    Form,
    #[error("the key is sealed: a passphrase is needed")]
    PassphraseNeeded,
    #[error("a passphrase was given for a key that is not sealed")]
    NotSealed,
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    #[error("opening the key would cost more than is allowed, or less than is possible")]
    Cost,
    #[error("the passphrase is another, or the file was changed")]
    Refused,
    #[error(transparent)]
    Secret(#[from] SecretError),
}

/// Seals a key. Salt and nonce are random and never used twice.
pub fn seal(
    key: &SigningKey,
    passphrase: &str,
    salt: [u8; 16],
    nonce: [u8; 12],
    cost: Cost,
) -> Result<String, KeyFileError> {
    let head = format!(
        "{HEADER}\n{}\nargon2id m={} t={} p={} {}\nchacha20-poly1305 {}\n",
        key.verifier(),
        cost.memory_kib,
        cost.passes,
        cost.lanes,
        base64(&salt),
        base64(&nonce),
    );
    let mut secret = key.to_secret().into_bytes();
    let cipher = cipher(passphrase, &salt, cost)?;
    let nonce = Nonce::assume_unique_for_key(nonce);
    cipher
        .seal_in_place_append_tag(nonce, Aad::from(head.as_bytes()), &mut secret)
        .map_err(|_| KeyFileError::Refused)?;
    Ok(format!("{head}{}\n", base64(&secret)))
}

/// Reads a key file of either kind; a passphrase must be given exactly if the key is sealed.
pub fn open(file: &str, passphrase: Option<&str>) -> Result<SigningKey, KeyFileError> {
    let Some(passphrase) = passphrase else {
        if file.starts_with(HEADER) {
            return Err(KeyFileError::PassphraseNeeded);
        }
        let line = file.strip_suffix('\n').unwrap_or(file);
        return Ok(SigningKey::from_secret(line)?);
    };
    let sealed = match file.starts_with(HEADER) {
        true => Sealed::parse(file).ok_or(KeyFileError::Form)?,
        false => return Err(KeyFileError::NotSealed),
    };
    let mut bytes = sealed.bytes;
    let cipher = cipher(passphrase, &sealed.salt, sealed.cost)?;
    let nonce = Nonce::assume_unique_for_key(sealed.nonce);
    let secret = cipher.open_in_place(nonce, Aad::from(sealed.head.as_bytes()), &mut bytes);
    let secret = secret.map_err(|_| KeyFileError::Refused)?;
    let secret = str::from_utf8(secret).map_err(|_| KeyFileError::Form)?;
    let key = SigningKey::from_secret(secret)?;
    if *key.verifier() == sealed.verifier {
        Ok(key)
    } else {
        Err(KeyFileError::Form)
    }
}

struct Sealed<'a> {
    /// Everything before the sealed bytes; they cannot be opened behind another head.
    head: &'a str,
    verifier: VerifierKey,
    cost: Cost,
    salt: [u8; 16],
    nonce: [u8; 12],
    bytes: Vec<u8>,
}

impl Sealed<'_> {
    fn parse(file: &str) -> Option<Sealed<'_>> {
        let lines: Vec<&str> = file.strip_suffix('\n')?.split('\n').collect();
        let [HEADER, verifier, derived, cipher, sealed] = lines.as_slice() else {
            return None;
        };
        let words: Vec<&str> = derived.split(' ').collect();
        let ["argon2id", memory, passes, lanes, salt] = words.as_slice() else {
            return None;
        };
        let number =
            |word: &str, name: &str| u32::try_from(decimal(word.strip_prefix(name)?)?).ok();
        let cost = Cost {
            memory_kib: number(memory, "m=")?,
            passes: number(passes, "t=")?,
            lanes: number(lanes, "p=")?,
        };
        Some(Sealed {
            head: &file[..file.len() - sealed.len() - 1],
            verifier: VerifierKey::parse(verifier).ok()?,
            cost,
            salt: from_base64(salt)?.try_into().ok()?,
            nonce: from_base64(cipher.strip_prefix("chacha20-poly1305 ")?)?
                .try_into()
                .ok()?,
            bytes: from_base64(sealed)?,
        })
    }
}

fn cipher(passphrase: &str, salt: &[u8], cost: Cost) -> Result<LessSafeKey, KeyFileError> {
    if passphrase.is_empty() {
        return Err(KeyFileError::EmptyPassphrase);
    }
    let is_allowed = cost.memory_kib <= COST_MAX.memory_kib
        && cost.passes <= COST_MAX.passes
        && cost.lanes <= COST_MAX.lanes;
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32));
    let params = params
        .ok()
        .filter(|_| is_allowed)
        .ok_or(KeyFileError::Cost)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(|_| KeyFileError::Cost)?;
    let key = UnboundKey::new(&CHACHA20_POLY1305, &key).map_err(|_| KeyFileError::Cost)?;
    Ok(LessSafeKey::new(key))
}
