//! When sessions were last seen, kept in memory until a job saves it: no request writes for it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How old the saved instant may grow.
pub const SAVED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// What this node has seen and not saved yet, by the hash of the session's cookie.
#[derive(Debug, Default)]
pub struct SeenSessions {
    seen: Mutex<HashMap<[u8; 32], Timestamp>>,
}

impl SeenSessions {
    /// Notes a session whose saved instant is a minute old or older.
    pub fn note(&self, token_hash: [u8; 32], saved_at: Option<Timestamp>, now: Timestamp) {
        if saved_at.is_none_or(|saved| now.duration_since(saved) >= SAVED_EVERY) {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(token_hash, now);
        }
    }

    /// Everything that is to be saved.
    pub fn take(&self) -> Vec<([u8; 32], Timestamp)> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.drain().collect()
    }
}
