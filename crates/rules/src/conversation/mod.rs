//! Conversations: who may open one, what a message changes, when a reply is owed.
//! Nothing here loads or saves; every function takes the present state and gives the next one or a refusal.

mod escalation;
mod holding;
mod lifecycle;
mod message;
mod moved_in;
mod open;
mod presence;
mod reply_deadline;
mod state;
mod waits_for;

pub use escalation::{EscalationEnd, EscalationRefused, escalate, escalation_possible_at};
pub use holding::{Released, hold, owe_since, refuse, release};
pub use lifecycle::{
    HandBackRefused, LifecycleRefused, NoReplyRefused, REASON_MAX_CHARS, ReasonText,
    TakeOverRefused,
};
pub use lifecycle::{close, hand_back, mark_no_reply_needed, object, reopen, take_over};
pub use message::{
    AddedSince, AuthorKind, InvalidText, MESSAGE_MAX_CHARS, MessageRefused, MessageText, Sender,
    Sent, Terms, send,
};
pub use moved_in::{HistoryRefused, Past, SETTLED_AFTER, known_part, state_on_arrival};
pub use open::{OpenRefused, SubjectFacts, may_open};
pub use presence::{PRESENCE_HOLDS, PresenceState};
pub use reply_deadline::{Alarm, DeadlineState, ReplyDeadline, Settled};
pub use state::{Change, Conversation, ConversationState, Subject, SubjectKind, TakenOver};
pub use waits_for::WaitsFor;
