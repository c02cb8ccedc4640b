//! Codes of authenticator apps (RFC 6238: SHA-1, six digits, thirty seconds), and the recovery codes beside them.
//! Which codes have been used is not known here.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};

use crate::random::{NoRandomness, Random};

/// As long as the hash, as RFC 4226 § 4 recommends.
const SECRET_BYTES: usize = 20;
const STEP_S: i64 = 30;
/// Codes of the step before and after are taken too: clocks differ, and typing takes time.
const STEPS_AROUND: i64 = 1;
pub const RECOVERY_CODES: usize = 10;
/// 80 bits: too many to be guessed even by somebody who has the hashes.
const RECOVERY_BYTES: usize = 10;
const GROUP_CHARS: usize = 4;
/// RFC 4648 § 6.
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A secret to share with an app.
pub fn new_secret(random: &Random) -> Result<Vec<u8>, NoRandomness> {
    let mut secret = vec![0; SECRET_BYTES];
    random.fill(&mut secret)?;
    Ok(secret)
}

/// The time step whose code this is, within one step of `now`.
pub fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let present = now.as_second().div_euclid(STEP_S);
    let codes = codes(secret)?;
    let fits = |step: &i64| {
        let second = u64::try_from(step * STEP_S).unwrap_or(0);
        codes.generate(second).to_string() == code
    };
    // All of them, so that how long it takes says nothing.
    let found: Vec<i64> = (present - STEPS_AROUND..=present + STEPS_AROUND)
        .filter(fits)
        .collect();
    found.first().copied()
}

/// The secret as a person types it: in groups of four.
pub fn secret_text(secret: &[u8]) -> String {
    grouped(&encoded(secret), ' ')
}

/// What the square on the page says: `otpauth://totp/…`.
pub fn address(secret: &[u8], marketplace: &str, email: &str) -> String {
    let (issuer, account) = (escaped(marketplace), escaped(email));
    format!(
        "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_S}",
        encoded(secret)
    )
}

/// Fresh recovery codes as they are shown, once.
pub fn new_recovery_codes(random: &Random) -> Result<Vec<String>, NoRandomness> {
    let code = |_| {
        let mut bytes = [0; RECOVERY_BYTES];
        random.fill(&mut bytes)?;
        Ok(grouped(&encoded(&bytes).to_lowercase(), '-'))
    };
    (0..RECOVERY_CODES).map(code).collect()
}

/// What is stored of a recovery code, however it was typed.
pub fn recovery_hash(owner: &str, code: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(owner.as_bytes());
    hash.update([0]);
    hash.update(plain(code).to_lowercase().as_bytes());
    hash.finalize().into()
}

/// A code without the spaces and dashes that people type.
pub fn plain(code: &str) -> String {
    code.chars()
        .filter(|character| character.is_ascii_alphanumeric())
        .collect()
}

/// `None` for a secret that is none of ours.
fn codes(secret: &[u8]) -> Option<Totp> {
    let secret: [u8; SECRET_BYTES] = secret.try_into().ok()?;
    Builder::new().with_secret(secret).build().ok()
}

/// Base 32 without padding; all that is written so here is a multiple of five bytes.
fn encoded(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let bits = chunk
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for place in (0..chunk.len() * 8 / 5).rev() {
            text.push(char::from(BASE_32[(bits >> (place * 5) & 31) as usize]));
        }
    }
    text
}

fn grouped(text: &str, between: char) -> String {
    let mut grouped = String::with_capacity(text.len() * 5 / GROUP_CHARS);
    for (place, character) in text.chars().enumerate() {
        if place > 0 && place % GROUP_CHARS == 0 {
            grouped.push(between);
        }
        grouped.push(character);
    }
    grouped
}

fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~@".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the RFC's own examples.
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, of whose eight digits an app shows the last six.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step_of(SECRET, code, at(second)), Some(second / 30));
        }
    }

    #[test]
    fn one_step_before_and_after_count_and_no_more() {
        // The code of the step that begins at second 30.
        for second in [0, 29, 30, 59, 60, 89] {
            assert_eq!(step_of(SECRET, "287082", at(second)), Some(1), "{second}");
        }
        assert_eq!(step_of(SECRET, "287082", at(90)), None);
        for wrong in ["287083", "", "28708", "0287082", "287 082"] {
            assert_eq!(step_of(SECRET, wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_readable_for_people_and_for_apps() {
        assert_eq!(
            secret_text(SECRET),
            "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
        );
        let address = address(SECRET, "Lipa & Co", "ana@lipa.example");
        assert!(
            address.starts_with("otpauth://totp/Lipa%20%26%20Co:ana@lipa.example?secret=GEZDGNBV"),
            "{address}"
        );
    }

    #[test]
    fn a_recovery_code_is_found_however_it_is_typed_and_for_its_owner_alone() {
        let codes = new_recovery_codes(&Random::seeded(7)).unwrap();
        assert_eq!(codes.len(), 10);
        let code = &codes[0];
        assert_eq!((code.len(), code.matches('-').count()), (19, 3), "{code}");
        let typed = format!(" {} ", code.replace('-', " ").to_uppercase());
        assert_eq!(recovery_hash("a", code), recovery_hash("a", &typed));
        assert_ne!(recovery_hash("a", code), recovery_hash("b", code));
        assert_ne!(recovery_hash("a", code), recovery_hash("a", &codes[1]));
    }
}
