//! What the model and the database say of one conversation, in the same words.

use jiff::Timestamp;
use rules::conversation::{
    Conversation, ConversationState, DeadlineState, ReplyDeadline, WaitsFor,
};

use super::talk::{Owed, Talk};

#[derive(Debug, PartialEq)]
pub(crate) struct Picture {
    closed: bool,
    taken_over: bool,
    called: Option<Timestamp>,
    messages: u32,
    waits_for: WaitsFor,
    /// The deadline that matters.
    last: Option<Reply>,
    /// All there ever were, in an order that has no meaning.
    all: Vec<Reply>,
}

#[derive(Debug, Clone, PartialEq)]
struct Reply {
    state: DeadlineState,
    due: Option<Timestamp>,
    settled: Option<Timestamp>,
    on_time: Option<bool>,
    objected: Option<Timestamp>,
}

impl Picture {
    pub(crate) fn of_model(talk: &Talk) -> Picture {
        let last = talk.owed.last();
        Picture {
            closed: talk.closed,
            taken_over: talk.taken_over,
            called: talk.called,
            messages: talk.messages,
            waits_for: match last.map(|owed| owed.state) {
                Some(DeadlineState::Running) => WaitsFor::Seller,
                Some(DeadlineState::Standing) => WaitsFor::Marketplace,
                _ if talk.closed => WaitsFor::Nobody,
                _ => WaitsFor::Buyer,
            },
            last: last.map(Reply::of_model),
            all: sorted(talk.owed.iter().map(Reply::of_model)),
        }
    }

    pub(crate) fn of_database(
        conversation: &Conversation,
        waits_for: WaitsFor,
        deadlines: &[ReplyDeadline],
    ) -> Picture {
        Picture {
            closed: conversation.state == ConversationState::Closed,
            taken_over: conversation.taken_over.is_some(),
            called: conversation.escalated_at,
            messages: conversation.last_sequence,
            waits_for,
            last: conversation.deadline.as_ref().map(Reply::of_database),
            all: sorted(deadlines.iter().map(Reply::of_database)),
        }
    }
}

impl Reply {
    fn of_model(owed: &Owed) -> Reply {
        Reply {
            state: owed.state,
            due: owed.due,
            settled: owed.settled,
            on_time: owed.on_time,
            objected: owed.objected,
        }
    }

    fn of_database(deadline: &ReplyDeadline) -> Reply {
        Reply {
            state: deadline.state,
            due: deadline.due_at,
            settled: deadline.settled_at,
            on_time: deadline.on_time,
            objected: deadline.objected_at,
        }
    }
}

fn sorted(replies: impl Iterator<Item = Reply>) -> Vec<Reply> {
    let mut replies: Vec<Reply> = replies.collect();
    replies.sort_by_key(|reply| format!("{reply:?}"));
    replies
}
