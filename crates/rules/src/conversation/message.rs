//! A message: its text, its author, and what sending it changes.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::escalation::end_escalation;
use super::{Change, Conversation, DeadlineState, EscalationEnd, ReplyDeadline, Settled};
use crate::deadline::{Calendar, DeadlineError, Stop};
use crate::ids::{DeadlineId, MessageId};

/// Longest message, in Unicode scalar values.
pub const MESSAGE_MAX_CHARS: usize = 10_000;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    Agent,
    Buyer,
    Staff,
    Automation,
}

impl AuthorKind {
    pub const ALL: [AuthorKind; 4] = [
        AuthorKind::Agent,
        AuthorKind::Buyer,
        AuthorKind::Staff,
        AuthorKind::Automation,
    ];

    pub fn code(self) -> &'static str {
        match self {
            AuthorKind::Agent => "agent",
            AuthorKind::Buyer => "buyer",
            AuthorKind::Staff => "staff",
            AuthorKind::Automation => "automation",
        }
    }

    pub fn from_code(code: &str) -> Option<AuthorKind> {
        AuthorKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Why a text is not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    #[error("a message needs at least one visible character")]
    Empty,
    #[error("a message has at most {MESSAGE_MAX_CHARS} characters, this one has {chars}")]
    TooLong { chars: usize },
    #[error("a message may not hold control characters")]
    ControlCharacter,
}

impl InvalidText {
    pub fn code(self) -> &'static str {
        match self {
            InvalidText::Empty => "text_empty",
            InvalidText::TooLong { .. } => "text_too_long",
            InvalidText::ControlCharacter => "text_control_character",
        }
    }
}

/// A checked text: 1 to [`MESSAGE_MAX_CHARS`] characters, line ends as `\n`, no control characters but line feed and tab.
/// Beside files it may have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageText(String);

impl MessageText {
    pub fn parse(text: &str) -> Result<MessageText, InvalidText> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_matches(|c: char| c == '\n' || c == ' ' || c == '\t');
        if !text.chars().any(is_visible) {
            return Err(InvalidText::Empty);
        }
        if text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
        {
            return Err(InvalidText::ControlCharacter);
        }
        let chars = text.chars().count();
        if chars > MESSAGE_MAX_CHARS {
            return Err(InvalidText::TooLong { chars });
        }
        Ok(MessageText(text.to_owned()))
    }

    /// The text of a message that goes with so many files: beside a file it may be empty.
    pub fn beside_files(text: &str, files: usize) -> Result<MessageText, InvalidText> {
        match MessageText::parse(text) {
            Err(InvalidText::Empty) if files > 0 => Ok(MessageText(String::new())),
            parsed => parsed,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_visible(c: char) -> bool {
    let blank = matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}');
    !c.is_whitespace() && !c.is_control() && !blank
}

/// How many messages of others came after the one that the writer had read last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedSince {
    /// Sequence of the newest message that the writer had on the screen; 0 if none.
    pub last_read: u32,
    /// Messages after it that somebody else wrote.
    pub by_others: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageRefused {
    #[error("{by_others} messages were written since the one read last")]
    WrittenMeanwhile { by_others: u32 },
    #[error("the last message read is not one of this conversation")]
    LastReadUnknown,
    #[error("the conversation has been taken over by the marketplace")]
    TakenOver,
    #[error("the deadline could not be computed")]
    Deadline(#[from] DeadlineError),
}

impl MessageRefused {
    pub fn code(&self) -> &'static str {
        match self {
            MessageRefused::WrittenMeanwhile { .. } => "written_meanwhile",
            MessageRefused::LastReadUnknown => "last_read_unknown",
            MessageRefused::TakenOver => "taken_over",
            MessageRefused::Deadline(_) => "deadline_not_computable",
        }
    }
}

/// What a buyer's message needs besides itself: the terms of the deadline that it may open.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    pub calendar: &'a Calendar,
    /// Working time that the seller has.
    pub budget: SignedDuration,
    /// Share of the budget after which it is due soon, in percent.
    pub due_soon_percent: u8,
    /// Approved absences of the seller that stop the clock, in order; empty where they do not.
    pub absences: &'a [Stop],
}

/// The side that a message comes from.
#[derive(Debug, Clone, Copy)]
pub enum Sender<'a> {
    /// `deadline` is the id of the deadline that the message may open.
    Buyer {
        deadline: DeadlineId,
        terms: Terms<'a>,
    },
    Agent,
    Staff,
    Automation,
}

impl Sender<'_> {
    pub fn kind(&self) -> AuthorKind {
        match self {
            Sender::Buyer { .. } => AuthorKind::Buyer,
            Sender::Agent => AuthorKind::Agent,
            Sender::Staff => AuthorKind::Staff,
            Sender::Automation => AuthorKind::Automation,
        }
    }
}

/// A message on its way into a conversation.
#[derive(Debug, Clone)]
pub struct Sent<'a> {
    pub message: MessageId,
    pub sender: Sender<'a>,
    pub at: Timestamp,
    /// `None` when the writer insists, or opens the conversation with this message.
    pub added: Option<AddedSince>,
}

/// Adds a message to the conversation and says what that changed.
///
/// The buyer's first unanswered message opens a deadline, later ones do not move it.
/// The first message of an agent settles it, with words or a file alone; messages of staff and automation do not.
/// A message reopens a closed conversation.
pub fn send(
    conversation: &mut Conversation,
    sent: &Sent<'_>,
) -> Result<Vec<Change>, MessageRefused> {
    check_sendable(conversation, sent)?;
    // Two nodes may read their clocks before either commits: within a conversation no message is older than the one before.
    let at = match conversation.last_sequence {
        0 => sent.at,
        _ => sent.at.max(conversation.last_message_at),
    };
    let author = sent.sender.kind();
    let mut changes = Vec::with_capacity(3);
    if conversation.open() {
        changes.push(Change::Reopened);
    }
    conversation.last_sequence += 1;
    conversation.last_author = author;
    conversation.last_message = sent.message;
    conversation.last_message_at = at;
    changes.push(Change::MessageSent {
        message: sent.message,
        sequence: conversation.last_sequence,
        author,
    });
    match sent.sender {
        Sender::Buyer { deadline, terms } => open_deadline(
            conversation,
            (sent.message, at),
            deadline,
            terms,
            &mut changes,
        )?,
        Sender::Agent => {
            answer_deadline(conversation, at, &mut changes);
            end_escalation(conversation, EscalationEnd::Answered, &mut changes);
        }
        Sender::Staff => {
            end_escalation(conversation, EscalationEnd::StaffAnswered, &mut changes);
        }
        Sender::Automation => {}
    }
    conversation.updated_at = conversation.updated_at.max(at);
    conversation.version += 1;
    Ok(changes)
}

/// Whether it may be sent into this conversation as it stands.
pub(super) fn check_sendable(
    conversation: &Conversation,
    sent: &Sent<'_>,
) -> Result<(), MessageRefused> {
    if let Some(added) = sent.added {
        if added.last_read > conversation.last_sequence {
            return Err(MessageRefused::LastReadUnknown);
        }
        if added.by_others > 0 {
            return Err(MessageRefused::WrittenMeanwhile {
                by_others: added.by_others,
            });
        }
    }
    let by_seller = matches!(sent.sender, Sender::Agent | Sender::Automation);
    if by_seller && conversation.taken_over.is_some() {
        return Err(MessageRefused::TakenOver);
    }
    Ok(())
}

fn open_deadline(
    conversation: &mut Conversation,
    (message, at): (MessageId, Timestamp),
    id: DeadlineId,
    terms: Terms<'_>,
    changes: &mut Vec<Change>,
) -> Result<(), DeadlineError> {
    let waits = conversation
        .deadline
        .as_ref()
        .is_some_and(ReplyDeadline::is_waiting);
    if waits {
        return Ok(());
    }
    let stopped_at = conversation.taken_over.map(|_| at);
    conversation.deadline = Some(ReplyDeadline::open(id, message, at, terms, stopped_at)?);
    changes.push(Change::DeadlineOpened);
    Ok(())
}

pub(super) fn answer_deadline(
    conversation: &mut Conversation,
    at: Timestamp,
    changes: &mut Vec<Change>,
) {
    // A message that was excused and is answered in time after all leaves nothing to object to;
    // too late, it would let the seller out of what the buyer may still demand.
    let answers = |deadline: &ReplyDeadline| {
        deadline.is_waiting()
            || deadline.state == DeadlineState::Waived
                && deadline.due_at.is_some_and(|due| at <= due)
    };
    if let Some(deadline) = &mut conversation.deadline
        && answers(deadline)
    {
        let on_time = deadline.settle(Settled::Answered, at);
        changes.push(Change::DeadlineAnswered { on_time });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_to_ten_thousand_visible_characters() {
        assert_eq!(MessageText::parse(" \n\u{200B}\t"), Err(InvalidText::Empty));
        assert_eq!(MessageText::parse("\r\na\rb\r\n").unwrap().as_str(), "a\nb");
        assert_eq!(
            MessageText::parse("a\u{0}b"),
            Err(InvalidText::ControlCharacter)
        );
        assert!(MessageText::parse(&"č".repeat(MESSAGE_MAX_CHARS)).is_ok());
        let longer = MessageText::parse(&"č".repeat(MESSAGE_MAX_CHARS + 1));
        assert_eq!(
            longer,
            Err(InvalidText::TooLong {
                chars: MESSAGE_MAX_CHARS + 1
            })
        );
    }

    #[test]
    fn beside_a_file_the_words_may_be_left_out() {
        let cases = [
            ("", 0, Err(InvalidText::Empty)),
            (" \n\u{200B}", 0, Err(InvalidText::Empty)),
            ("", 1, Ok("")),
            (" \n\u{200B}", 10, Ok("")),
            (" a ", 1, Ok("a")),
            ("a\u{0}", 1, Err(InvalidText::ControlCharacter)),
        ];
        for (text, files, expected) in cases {
            let parsed = MessageText::beside_files(text, files);
            let parsed = parsed.as_ref().map(MessageText::as_str);
            assert_eq!(parsed, expected.as_ref().copied(), "{text:?} {files}");
        }
    }
}
