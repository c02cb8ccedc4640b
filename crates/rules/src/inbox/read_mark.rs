//! How far somebody has read a conversation, and whether it holds something that waits to be read.

use crate::conversation::{AuthorKind, ConversationState};

/// Who reads: each agent for itself, or the buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reader {
    Agent,
    Buyer,
}

impl Reader {
    /// Stable code, as the database writes it.
    pub fn code(self) -> &'static str {
        match self {
            Reader::Agent => "agent",
            Reader::Buyer => "buyer",
        }
    }
}

/// How far one reader has come; the default is one who has never looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadMark {
    /// Counts as read up to this message, whether it was shown or only put aside.
    pub read_up_to: u32,
    /// Was shown up to this message. Never moves back: what has been seen stays seen.
    pub seen_up_to: u32,
    /// Somebody wants to come back to it although everything is read.
    pub kept_unread: bool,
}

impl ReadMark {
    /// After the messages up to this one were shown; a later look at an older page takes nothing back.
    #[must_use]
    pub fn shown(self, up_to: u32) -> ReadMark {
        ReadMark {
            read_up_to: self.read_up_to.max(up_to),
            seen_up_to: self.seen_up_to.max(up_to),
            kept_unread: false,
        }
    }

    /// Put aside as read without having been shown.
    #[must_use]
    pub fn put_aside(self, last_sequence: u32) -> ReadMark {
        ReadMark {
            read_up_to: self.read_up_to.max(last_sequence),
            kept_unread: false,
            ..self
        }
    }

    /// To be read once more.
    #[must_use]
    pub fn kept(self) -> ReadMark {
        ReadMark {
            kept_unread: true,
            ..self
        }
    }
}

/// Whether the reader has something to read there: the other side has had the last word in an open conversation and
/// the reader has not read it, or has kept it as unread. What a colleague has answered waits for nobody.
pub fn is_unread(
    reader: Reader,
    mark: ReadMark,
    state: ConversationState,
    last_author: AuthorKind,
    last_sequence: u32,
) -> bool {
    let from_others = match reader {
        Reader::Agent => matches!(last_author, AuthorKind::Buyer | AuthorKind::Staff),
        Reader::Buyer => last_author != AuthorKind::Buyer,
    };
    let is_new = mark.read_up_to < last_sequence;
    mark.kept_unread || (state == ConversationState::Open && from_others && is_new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use AuthorKind::{Agent, Automation, Buyer, Staff};
    use ConversationState::{Closed, Open};

    #[test]
    fn what_the_other_side_wrote_last_is_unread_until_it_is_read() {
        let read = |up_to| ReadMark::default().shown(up_to);
        for (reader, mark, state, last_author, unread) in [
            (Reader::Agent, read(0), Open, Buyer, true),
            (Reader::Agent, read(2), Open, Buyer, true),
            (Reader::Agent, read(3), Open, Buyer, false),
            (Reader::Agent, read(0), Open, Staff, true),
            (Reader::Agent, read(0), Open, Agent, false),
            (Reader::Agent, read(0), Open, Automation, false),
            (Reader::Agent, read(0), Closed, Buyer, false),
            (Reader::Agent, read(3).kept(), Closed, Agent, true),
            (Reader::Buyer, read(0), Open, Buyer, false),
            (Reader::Buyer, read(2), Open, Agent, true),
            (Reader::Buyer, read(2), Open, Automation, true),
            (Reader::Buyer, read(3), Open, Staff, false),
        ] {
            assert_eq!(
                is_unread(reader, mark, state, last_author, 3),
                unread,
                "{reader:?} {mark:?} {state:?} {last_author:?}"
            );
        }
    }

    #[test]
    fn what_was_seen_stays_seen() {
        let mark = ReadMark::default().shown(5).shown(3).kept();
        assert_eq!(
            (mark.read_up_to, mark.seen_up_to, mark.kept_unread),
            (5, 5, true)
        );
        assert_eq!(mark.shown(5), ReadMark::default().shown(5));
        let aside = ReadMark::default().put_aside(4);
        assert_eq!((aside.read_up_to, aside.seen_up_to), (4, 0));
    }
}
