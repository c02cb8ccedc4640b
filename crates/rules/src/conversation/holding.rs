//! A message of the seller's side that waits for a person of the marketplace before the buyer sees it.
//! While an answer waits the seller's clock stands still; released, it counts from when it was written.

use jiff::Timestamp;

use super::escalation::end_escalation;
use super::message::answer_deadline;
use super::{
    AuthorKind, Change, Conversation, EscalationEnd, MessageRefused, ReplyDeadline, Sent, Terms,
};
use crate::deadline::{Calendar, DeadlineError, StopReason};
use crate::ids::{DeadlineId, MessageId};

/// A message that was held and is let through.
#[derive(Debug, Clone, Copy)]
pub struct Released {
    pub message: MessageId,
    pub author: AuthorKind,
    /// When it would have been sent.
    pub written_at: Timestamp,
    pub now: Timestamp,
    /// Whether other messages of this conversation go on waiting.
    pub others_wait: bool,
    /// Whether it opens a closed conversation again; not where another one about the same is open.
    pub reopens: bool,
}

/// The message waits instead of being sent; refused as sending it would be.
pub fn hold(
    conversation: &mut Conversation,
    sent: &Sent<'_>,
    calendar: &Calendar,
) -> Result<Vec<Change>, MessageRefused> {
    super::message::check_sendable(conversation, sent)?;
    let mut changes = Vec::new();
    if sent.sender.kind() == AuthorKind::Agent
        && let Some(deadline) = &mut conversation.deadline
        && deadline.stop(calendar, sent.at, StopReason::MessageHeld)?
    {
        changes.push(Change::DeadlineStopped);
    }
    touch(conversation, sent.at);
    Ok(changes)
}

/// The message comes into the conversation now, and answers as of when it was written.
pub fn release(
    conversation: &mut Conversation,
    released: Released,
    calendar: &Calendar,
    due_soon_percent: u8,
) -> Result<Vec<Change>, DeadlineError> {
    let mut changes = Vec::with_capacity(4);
    if released.reopens && conversation.open() {
        changes.push(Change::Reopened);
    }
    conversation.last_sequence += 1;
    conversation.last_author = released.author;
    conversation.last_message = released.message;
    conversation.last_message_at = released.now.max(conversation.last_message_at);
    changes.push(Change::MessageSent {
        message: released.message,
        sequence: conversation.last_sequence,
        author: released.author,
    });
    if released.author == AuthorKind::Agent {
        let wait = (released.now, released.others_wait);
        run_on(conversation, calendar, due_soon_percent, wait, &mut changes)?;
        let deadline = conversation.deadline.as_ref();
        // What the buyer has asked since is not answered by what was written before.
        if deadline.is_some_and(|deadline| deadline.received_at <= released.written_at) {
            answer_deadline(conversation, released.written_at, &mut changes);
            end_escalation(conversation, EscalationEnd::Answered, &mut changes);
        }
    }
    touch(conversation, released.now);
    Ok(changes)
}

/// The message never comes into the conversation; the seller's clock runs on.
pub fn refuse(
    conversation: &mut Conversation,
    calendar: &Calendar,
    due_soon_percent: u8,
    (now, others_wait): (Timestamp, bool),
) -> Result<Vec<Change>, DeadlineError> {
    let mut changes = Vec::new();
    let wait = (now, others_wait);
    run_on(conversation, calendar, due_soon_percent, wait, &mut changes)?;
    touch(conversation, now);
    Ok(changes)
}

/// The buyer wrote again between a message's writing and its release: that waits for an answer since it came,
/// and the clock of its deadline stood still until now.
pub fn owe_since(
    conversation: &mut Conversation,
    (message, received_at): (MessageId, Timestamp),
    id: DeadlineId,
    terms: Terms<'_>,
    now: Timestamp,
) -> Result<Vec<Change>, DeadlineError> {
    let deadline = conversation.deadline.as_ref();
    if deadline.is_some_and(ReplyDeadline::is_waiting) {
        return Ok(Vec::new());
    }
    let stopped_at = conversation.taken_over.map(|_| received_at);
    let mut owed = ReplyDeadline::open(id, message, received_at, terms, stopped_at)?;
    owed.stood_still(terms, received_at, now)?;
    conversation.deadline = Some(owed);
    touch(conversation, now);
    Ok(vec![Change::DeadlineOpened])
}

fn run_on(
    conversation: &mut Conversation,
    calendar: &Calendar,
    due_soon_percent: u8,
    (now, others_wait): (Timestamp, bool),
    changes: &mut Vec<Change>,
) -> Result<(), DeadlineError> {
    if let Some(deadline) = &mut conversation.deadline
        && !others_wait
        && deadline.resume(calendar, now, StopReason::MessageHeld, due_soon_percent)?
    {
        changes.push(Change::DeadlineResumed);
    }
    Ok(())
}

fn touch(conversation: &mut Conversation, now: Timestamp) {
    conversation.updated_at = conversation.updated_at.max(now);
    conversation.version += 1;
}
