//! The only place that draws random bytes: ids, salts, session and API tokens.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Where random bytes come from: the operating system, or a seed in tests.
#[derive(Debug, Clone)]
pub enum Random {
    System,
    /// A counter that is hashed with a seed: repeatable, and never used outside of tests.
    Seeded(Arc<Mutex<(u64, u64)>>),
}

/// The operating system gave no random bytes; nothing safe can be done without them.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness(#[from] getrandom::Error);

impl Random {
    pub fn seeded(seed: u64) -> Random {
        Random::Seeded(Arc::new(Mutex::new((seed, 0))))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the place that the rule points to"
    )]
    pub fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        match self {
            Random::System => getrandom::fill(bytes)?,
            Random::Seeded(state) => {
                for chunk in bytes.chunks_mut(32) {
                    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                    state.1 += 1;
                    let mut hash = Sha256::new();
                    hash.update(state.0.to_be_bytes());
                    hash.update(state.1.to_be_bytes());
                    chunk.copy_from_slice(&hash.finalize()[..chunk.len()]);
                }
            }
        }
        Ok(())
    }

    /// A fresh UUID of version 7 for `now`.
    pub fn uuid(&self, now: Timestamp) -> Result<Uuid, NoRandomness> {
        let mut bytes = [0; 10];
        self.fill(&mut bytes)?;
        let unix_ms = u64::try_from(now.as_millisecond()).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(unix_ms, &bytes).into_uuid())
    }

    /// A UUID of version 7 for `now` that sorts by `order` among those of the same millisecond (RFC 9562 § 6.2, method 1).
    pub fn uuid_in_order(&self, now: Timestamp, order: u32) -> Result<Uuid, NoRandomness> {
        let mut bytes = [0; 10];
        self.fill(&mut bytes)?;
        // 26 bits: 12 before the variant's two bits, which the builder sets over what is there, and 14 behind them.
        let order = order & 0x03FF_FFFF;
        let (high, low) = (order >> 14, order & 0x3FFF);
        bytes[..2].copy_from_slice(&u16::try_from(high).unwrap_or(u16::MAX).to_be_bytes());
        bytes[2..4].copy_from_slice(&u16::try_from(low).unwrap_or(u16::MAX).to_be_bytes());
        let unix_ms = u64::try_from(now.as_millisecond()).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(unix_ms, &bytes).into_uuid())
    }

    /// 32 random bytes: the salt of a commitment.
    pub fn salt(&self) -> Result<[u8; 32], NoRandomness> {
        let mut bytes = [0; 32];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A secret of 256 bits as text of 43 characters, safe in a URL and a cookie.
    pub fn secret(&self) -> Result<String, NoRandomness> {
        Ok(URL_SAFE_NO_PAD.encode(self.salt()?))
    }
}

/// What is stored of a secret of 256 random bits: its SHA-256. A slow hash would add nothing but time.
pub fn secret_hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_keep_their_order() {
        let random = Random::System;
        let now = Timestamp::from_second(1_795_000_000).unwrap();
        let orders = [
            0,
            1,
            2,
            0x3FFF,
            0x4000,
            0x4001,
            0x7FFF,
            0x8000,
            1_000_000,
            0x03FF_FFFF,
        ];
        let ids: Vec<Uuid> = orders
            .iter()
            .map(|order| random.uuid_in_order(now, *order).unwrap())
            .collect();
        assert!(ids.is_sorted(), "{ids:?}");
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        assert_ne!(
            random.uuid_in_order(now, 7).unwrap(),
            random.uuid_in_order(now, 7).unwrap()
        );
    }
}
