//! The state of a conversation.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AuthorKind, EscalationEnd, ReplyDeadline};
use crate::ids::{
    AgentId, BuyerId, ContentId, ConversationId, ListingId, MessageId, OrderId, SellerId, StaffId,
};

/// What a conversation is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    Listing(ListingId),
    Order(OrderId),
}

/// The kind of a subject alone, as lists and keys need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    Listing,
    Order,
}

impl SubjectKind {
    pub fn code(self) -> &'static str {
        match self {
            SubjectKind::Listing => "listing",
            SubjectKind::Order => "order",
        }
    }
}

impl Subject {
    pub fn kind(&self) -> SubjectKind {
        match self {
            Subject::Listing(_) => SubjectKind::Listing,
            Subject::Order(_) => SubjectKind::Order,
        }
    }

    /// The marketplace's id of the listing or order.
    pub fn id(&self) -> &str {
        match self {
            Subject::Listing(id) => id.as_str(),
            Subject::Order(id) => id.as_str(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationState {
    Open,
    Closed,
}

impl ConversationState {
    pub fn code(self) -> &'static str {
        match self {
            ConversationState::Open => "open",
            ConversationState::Closed => "closed",
        }
    }
}

/// Staff answer in place of the seller since `at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenOver {
    pub by: StaffId,
    pub at: Timestamp,
}

/// One thread between one buyer and one seller.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    pub seller: SellerId,
    pub id: ConversationId,
    pub buyer: BuyerId,
    pub subject: Subject,
    pub title: String,
    /// The id it had in the helpdesk that it was moved in from.
    pub external_id: Option<String>,
    pub state: ConversationState,
    pub assignee: Option<AgentId>,
    pub taken_over: Option<TakenOver>,
    /// Since when a buyer's call to the marketplace stands.
    pub escalated_at: Option<Timestamp>,
    /// Sequence of the newest message; messages count from 1.
    pub last_sequence: u32,
    pub last_author: AuthorKind,
    pub last_message_at: Timestamp,
    /// The newest message, whose beginning the lists show.
    pub last_message: MessageId,
    /// The deadline that runs, stands still, is waived, or was the last to be settled.
    pub deadline: Option<ReplyDeadline>,
    /// Since when it is closed.
    pub closed_at: Option<Timestamp>,
    /// When everything written in it was erased because its time was over; from then on it stays as it is.
    pub emptied_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Counts the changes; a save names the version it was decided on.
    pub version: i64,
}

impl Conversation {
    /// Opens it, closed or not; says whether it was closed.
    pub(super) fn open(&mut self) -> bool {
        let was_closed = self.state == ConversationState::Closed;
        self.state = ConversationState::Open;
        self.closed_at = None;
        was_closed
    }

    /// The deadline that may still be kept: running, standing still or waived.
    pub fn open_deadline(&self) -> Option<&ReplyDeadline> {
        self.deadline.as_ref().filter(|deadline| deadline.is_open())
    }
}

/// What a decision changed besides the conversation itself; each one is recorded as one event.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    ConversationOpened,
    MessageSent {
        message: MessageId,
        sequence: u32,
        author: AuthorKind,
    },
    Closed,
    Reopened,
    TakenOver,
    HandedBack,
    Escalated,
    EscalationEnded {
        by: EscalationEnd,
    },
    DeadlineOpened,
    DeadlineAnswered {
        on_time: bool,
    },
    DeadlineWaived {
        because: ContentId,
    },
    DeadlineObjected,
    DeadlineStopped,
    DeadlineResumed,
    DeadlineWithdrawn,
}

impl Change {
    /// The kind of the event.
    pub fn event_kind(&self) -> &'static str {
        match self {
            Change::ConversationOpened => "conversation.opened",
            Change::MessageSent { .. } => "message.sent",
            Change::Closed => "conversation.closed",
            Change::Reopened => "conversation.reopened",
            Change::TakenOver => "conversation.taken_over",
            Change::HandedBack => "conversation.handed_back",
            Change::Escalated => "conversation.escalated",
            Change::EscalationEnded { .. } => "conversation.escalation_ended",
            Change::DeadlineOpened => "deadline.opened",
            Change::DeadlineAnswered { .. } => "deadline.answered",
            Change::DeadlineWaived { .. } => "deadline.waived",
            Change::DeadlineObjected => "deadline.objected",
            Change::DeadlineStopped => "deadline.stopped",
            Change::DeadlineResumed => "deadline.resumed",
            Change::DeadlineWithdrawn => "deadline.withdrawn",
        }
    }
}
