//! What staff look at, and the ticket that can stand beside a reason.

use std::fmt;

use jiff::SignedDuration;

/// How long a reason holds for further looks into the same conversation.
pub const REASON_HOLDS: SignedDuration = SignedDuration::from_hours(1);

pub const TICKET_MAX_CHARS: usize = 64;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadingKind {
    /// A conversation with its notes and files.
    Conversation,
    /// What a strike rests on.
    Strike,
    /// The messages that people have judged, as a file.
    LabelledSet,
}

impl ReadingKind {
    pub const ALL: [ReadingKind; 3] = [
        ReadingKind::Conversation,
        ReadingKind::Strike,
        ReadingKind::LabelledSet,
    ];

    /// Stable code, as API and database write it.
    pub fn code(self) -> &'static str {
        match self {
            ReadingKind::Conversation => "conversation",
            ReadingKind::Strike => "strike",
            ReadingKind::LabelledSet => "labelled_set",
        }
    }

    pub fn from_code(code: &str) -> Option<ReadingKind> {
        ReadingKind::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// The number of a case in another system. It stands in events for good, so it has no room for a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket(String);

/// What was given is no number of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a ticket has 1 to {TICKET_MAX_CHARS} of the letters a to z, digits, and the signs - _ . : /"
)]
pub struct InvalidTicket;

impl Ticket {
    /// Empty: none.
    pub fn parse(text: &str) -> Result<Option<Ticket>, InvalidTicket> {
        let text = text.trim();
        let sign = |sign: char| sign.is_ascii_alphanumeric() || "-_.:/".contains(sign);
        match text.is_empty() {
            true => Ok(None),
            false if text.len() <= TICKET_MAX_CHARS && text.chars().all(sign) => {
                Ok(Some(Ticket(text.to_owned())))
            }
            false => Err(InvalidTicket),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_a_number_and_no_sentence() {
        assert_eq!(Ticket::parse("  "), Ok(None));
        let given = Ticket::parse(" SUP-1234/a ").unwrap().unwrap();
        assert_eq!(given.as_str(), "SUP-1234/a");
        let long = "x".repeat(TICKET_MAX_CHARS + 1);
        for bad in ["Maja Novak", "č", "a\nb", "=1+1", "a@b.si", long.as_str()] {
            assert_eq!(Ticket::parse(bad), Err(InvalidTicket), "{bad}");
        }
        assert!(Ticket::parse(&long[1..]).unwrap().is_some());
    }
}
