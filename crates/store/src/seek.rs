//! The place in a collection ordered by change, from which reading goes on.

use jiff::Timestamp;

/// Everything after this instant and id; an empty id includes the instant itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seek {
    pub changed_at: Timestamp,
    pub id: String,
}

impl Seek {
    /// From an instant on, including it; `None` is the beginning.
    pub fn since(instant: Option<Timestamp>) -> Seek {
        Seek {
            changed_at: instant.unwrap_or(Timestamp::UNIX_EPOCH),
            id: String::new(),
        }
    }
}
