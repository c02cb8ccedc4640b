//! The identifiers of Dopis: the marketplace's own ids as checked text, and ids of Dopis as UUIDs of version 7.
//!
//! This module makes no id: random bytes and the instant come from outside.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest id that the marketplace may give, in bytes.
pub const EXTERNAL_ID_MAX_BYTES: usize = 100;

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidId {
    #[error("an id has at least one character")]
    Empty,
    #[error("an id has at most {EXTERNAL_ID_MAX_BYTES} characters")]
    TooLong,
    #[error("an id holds only letters, digits and the characters - _ . : of ASCII")]
    Character,
}

fn check_external(text: &str) -> Result<(), InvalidId> {
    if text.is_empty() {
        return Err(InvalidId::Empty);
    }
    if text.len() > EXTERNAL_ID_MAX_BYTES {
        return Err(InvalidId::TooLong);
    }
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
    // A path of dots would be folded away by clients and proxies.
    if !text.bytes().all(allowed) || text.bytes().all(|byte| byte == b'.') {
        return Err(InvalidId::Character);
    }
    Ok(())
}

macro_rules! external_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks the text: 1 to [`EXTERNAL_ID_MAX_BYTES`] of `A-Z a-z 0-9 - _ . :`.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                check_external(&text)?;
                Ok(Self(text))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    )*};
}

external_id! {
    /// A seller, by the marketplace's id.
    SellerId;
    /// An agent of one seller, by the marketplace's id; unique within the seller.
    AgentId;
    /// A buyer, by the marketplace's id.
    BuyerId;
    /// A listing of one seller, by the marketplace's id; unique within the seller.
    ListingId;
    /// An order of one seller, by the marketplace's id; unique within the seller.
    OrderId;
}

macro_rules! own_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            pub fn as_uuid(&self) -> &Uuid {
                &self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> $name {
                $name(uuid)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    )*};
}

own_id! {
    /// One thread between one buyer and one seller.
    ConversationId;
    /// What a person wrote; its UUID is also that of its content.
    MessageId;
    /// A private note of an agent; its UUID is also that of its content.
    NoteId;
    /// What somebody has begun to write; its UUID is also that of its content.
    DraftId;
    /// A text that a seller's agents use again and again.
    QuickReplyId;
    /// A text that may have to be erased: of a message, a note, a reason.
    ContentId;
    /// A file that goes with a message; its UUID is also that of its name's content.
    AttachmentId;
    /// A reply deadline.
    DeadlineId;
    /// One immutable record of something that happened.
    EventId;
    /// A person of the marketplace.
    StaffId;
    /// An API token.
    TokenId;
    /// A public key with which somebody signs in.
    PasskeyId;
    /// What an owner sends to somebody who is to work for the seller.
    InvitationId;
    /// A piece of work for later.
    JobId;
    /// A file that is made for somebody and kept for some days.
    PreparedFileId;
    /// A word that a seller puts on conversations.
    LabelId;
    /// A list that somebody has saved.
    ViewId;
    /// A rule by which a seller shares out work.
    RuleId;
    /// A planned absence of a seller or of one of its agents.
    AbsenceId;
    /// A day that an operator added to or removed from a calendar.
    CalendarDayId;
    /// A change of one of the marketplace's settings.
    SettingChangeId;
    /// A version of the rules held against messages that were sent.
    ReplayId;
    /// A message that a person of the marketplace has to look at.
    ReviewId;
    /// A violation of a seller that a person has confirmed.
    StrikeId;
    /// A legal hold: what it covers is erased by nobody and nothing.
    HoldId;
    /// A request to erase a buyer.
    ErasureId;
    /// Access of somebody whose role reads no conversations, which a second person approves.
    AccessId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn external_ids_are_safe_in_a_path() {
        for good in ["studio-nova", "W1006327-1", "a", "x:y_z.1", "9"] {
            assert_eq!(SellerId::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", ".", "..", "a/b", "a b", "č", "a?b", "a%b", "\u{0}"] {
            assert!(SellerId::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(OrderId::parse("x".repeat(100)).unwrap().as_str().len(), 100);
        assert_eq!(OrderId::parse("x".repeat(101)), Err(InvalidId::TooLong));
        assert!(serde_json::from_str::<BuyerId>("\"a/b\"").is_err());
    }
}
