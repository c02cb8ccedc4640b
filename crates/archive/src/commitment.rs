//! Commitments to content that may be erased: without the salt, nobody can guess what was committed to.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// `HMAC-SHA256(salt, content)` (RFC 2104, FIPS 180-4).
pub fn commitment(salt: &[u8; 32], content: &[u8]) -> [u8; 32] {
    // The block of SHA-256 is 64 bytes; a shorter key is padded with zeros (RFC 2104 §2).
    let mut block = [0; 64];
    block[..32].copy_from_slice(salt);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(content);
    mac.finalize().into_bytes().into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with OpenSSL: `openssl dgst -sha256 -mac HMAC -macopt hexkey:…`.
    #[test]
    fn a_commitment_is_the_hmac_of_the_content_under_its_salt() {
        let mut salt = [0; 32];
        for (index, byte) in salt.iter_mut().enumerate() {
            *byte = u8::try_from(index).unwrap();
        }
        let expected = "210265534cfff40919166d07667fe1a4698865b2339637bb44538b240c3f2527";
        assert_eq!(
            hex(&commitment(
                &salt,
                "Pozdravljeni, kje je moj paket?".as_bytes()
            )),
            expected
        );
        assert_ne!(
            hex(&commitment(
                &[0; 32],
                "Pozdravljeni, kje je moj paket?".as_bytes()
            )),
            expected
        );
    }
}
