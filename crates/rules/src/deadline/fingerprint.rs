//! A short text that changes with everything written into it. It tells calendars apart, it is no proof.

use std::fmt;

/// FNV-1a with 128 bits, shown as its folded 64: two of a million different calendars share a
/// fingerprint with a chance below 1 in 10 million. Nobody gains by forcing it.
#[derive(Debug)]
pub(super) struct Fingerprint(u128);

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

impl Fingerprint {
    pub(super) fn new() -> Fingerprint {
        Fingerprint(OFFSET)
    }

    pub(super) fn text(&self) -> String {
        format!("{:016x}", (self.0 ^ (self.0 >> 64)) & u128::from(u64::MAX))
    }
}

impl fmt::Write for Fingerprint {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(PRIME);
        }
        Ok(())
    }
}
