//! Who may say of a message that nothing in it leads out of the marketplace, so that a person looks at it.

use super::Reader;
use crate::conversation::AuthorKind;

/// A message as far as that decides whether it can be disputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disputed {
    pub author: AuthorKind,
    /// Something was found in it.
    pub found: bool,
    /// Its side has said so already.
    pub stated: bool,
    /// A person has decided about it already.
    pub decided: bool,
}

/// Why a message stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DisputeRefused {
    #[error("somebody else wrote it")]
    NotYours,
    #[error("nothing was found in it")]
    NothingFound,
    #[error("your side has said so already, and a person answers here")]
    AlreadyDisputed,
    #[error("a person of the marketplace has decided about it already")]
    AlreadyDecided,
}

impl DisputeRefused {
    pub fn code(self) -> &'static str {
        match self {
            DisputeRefused::NotYours => "dispute_not_yours",
            DisputeRefused::NothingFound => "dispute_nothing_found",
            DisputeRefused::AlreadyDisputed => "already_disputed",
            DisputeRefused::AlreadyDecided => "dispute_decided",
        }
    }
}

/// The side that wrote a message may say so, once, and before a person has decided.
///
/// # Errors
/// Says which of these does not hold.
pub fn may_dispute(side: Reader, message: Disputed) -> Result<(), DisputeRefused> {
    if !side.wrote(message.author) {
        Err(DisputeRefused::NotYours)
    } else if !message.found {
        Err(DisputeRefused::NothingFound)
    } else if message.stated {
        Err(DisputeRefused::AlreadyDisputed)
    } else if message.decided {
        Err(DisputeRefused::AlreadyDecided)
    } else {
        Ok(())
    }
}
