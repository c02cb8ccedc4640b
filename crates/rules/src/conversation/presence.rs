//! What somebody's open page says of them to colleagues: that they are there, never what they write.

use jiff::SignedDuration;

/// How long a page is believed to be open after it has said so.
pub const PRESENCE_HOLDS: SignedDuration = SignedDuration::from_secs(30);

/// What somebody does at a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PresenceState {
    Looking,
    Writing,
}

impl PresenceState {
    /// Stable code, as pages and nodes write it.
    pub fn code(self) -> &'static str {
        match self {
            PresenceState::Looking => "looking",
            PresenceState::Writing => "writing",
        }
    }

    pub fn from_code(code: &str) -> Option<PresenceState> {
        let all = [PresenceState::Looking, PresenceState::Writing];
        all.into_iter().find(|state| state.code() == code)
    }
}
