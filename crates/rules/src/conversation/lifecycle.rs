//! Closing, reopening, taking over, and saying that no reply is needed.

use jiff::Timestamp;

use super::escalation::end_escalation;
use super::{
    AuthorKind, Change, Conversation, ConversationState, DeadlineState, EscalationEnd, Settled,
    TakenOver,
};
use crate::deadline::{Calendar, DeadlineError, StopReason};
use crate::ids::{ContentId, StaffId};

/// Longest reason, in Unicode scalar values.
pub const REASON_MAX_CHARS: usize = 500;

/// Why somebody does a thing, in one line: 1 to [`REASON_MAX_CHARS`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonText(String);

impl ReasonText {
    /// `None` where there is no reason in it, it is too long, or it holds control characters.
    pub fn parse(text: &str) -> Option<ReasonText> {
        let text = text.trim();
        let chars = text.chars().count();
        let fits = (1..=REASON_MAX_CHARS).contains(&chars) && !text.chars().any(char::is_control);
        fits.then(|| ReasonText(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LifecycleRefused {
    #[error("the conversation is closed already")]
    AlreadyClosed,
    #[error("the conversation is open already")]
    AlreadyOpen,
    #[error("a message of the buyer waits for an answer")]
    ReplyOwed,
}

impl LifecycleRefused {
    pub fn code(self) -> &'static str {
        match self {
            LifecycleRefused::AlreadyClosed => "already_closed",
            LifecycleRefused::AlreadyOpen => "already_open",
            LifecycleRefused::ReplyOwed => "reply_owed",
        }
    }
}

/// Closes the conversation. The seller cannot close away a message that waits for its answer:
/// it answers, or says why no reply is needed. Buyer and staff can, and the deadline is withdrawn.
pub fn close(
    conversation: &mut Conversation,
    by: AuthorKind,
    now: Timestamp,
) -> Result<Vec<Change>, LifecycleRefused> {
    if conversation.state == ConversationState::Closed {
        return Err(LifecycleRefused::AlreadyClosed);
    }
    let mut changes = vec![Change::Closed];
    if let Some(deadline) = &mut conversation.deadline
        && deadline.is_waiting()
    {
        if matches!(by, AuthorKind::Agent | AuthorKind::Automation) {
            return Err(LifecycleRefused::ReplyOwed);
        }
        deadline.settle(Settled::Withdrawn, now);
        changes.push(Change::DeadlineWithdrawn);
    }
    end_escalation(conversation, EscalationEnd::Closed, &mut changes);
    conversation.state = ConversationState::Closed;
    conversation.closed_at = Some(now);
    touch(conversation, now);
    Ok(changes)
}

/// Opens a closed conversation again.
pub fn reopen(
    conversation: &mut Conversation,
    now: Timestamp,
) -> Result<Vec<Change>, LifecycleRefused> {
    if !conversation.open() {
        return Err(LifecycleRefused::AlreadyOpen);
    }
    touch(conversation, now);
    Ok(vec![Change::Reopened])
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TakeOverRefused {
    #[error("the conversation is taken over already")]
    AlreadyTakenOver,
    #[error("the deadline could not be computed")]
    Deadline(#[from] DeadlineError),
}

impl TakeOverRefused {
    pub fn code(&self) -> &'static str {
        match self {
            TakeOverRefused::AlreadyTakenOver => "already_taken_over",
            TakeOverRefused::Deadline(_) => "deadline_not_computable",
        }
    }
}

/// Staff answer in place of the seller from now on; its clock stands still.
pub fn take_over(
    conversation: &mut Conversation,
    by: StaffId,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<Vec<Change>, TakeOverRefused> {
    if conversation.taken_over.is_some() {
        return Err(TakeOverRefused::AlreadyTakenOver);
    }
    let mut changes = vec![Change::TakenOver];
    if let Some(deadline) = &mut conversation.deadline
        && deadline.stop(calendar, now, StopReason::TakenOver)?
    {
        changes.push(Change::DeadlineStopped);
    }
    end_escalation(conversation, EscalationEnd::TakenOver, &mut changes);
    conversation.taken_over = Some(TakenOver { by, at: now });
    touch(conversation, now);
    Ok(changes)
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandBackRefused {
    #[error("the conversation is not taken over")]
    NotTakenOver,
    #[error("the deadline could not be computed")]
    Deadline(#[from] DeadlineError),
}

impl HandBackRefused {
    pub fn code(&self) -> &'static str {
        match self {
            HandBackRefused::NotTakenOver => "not_taken_over",
            HandBackRefused::Deadline(_) => "deadline_not_computable",
        }
    }
}

/// The seller answers again; its clock runs on.
pub fn hand_back(
    conversation: &mut Conversation,
    calendar: &Calendar,
    due_soon_percent: u8,
    now: Timestamp,
) -> Result<Vec<Change>, HandBackRefused> {
    if conversation.taken_over.take().is_none() {
        return Err(HandBackRefused::NotTakenOver);
    }
    let mut changes = vec![Change::HandedBack];
    if let Some(deadline) = &mut conversation.deadline
        && deadline.resume(calendar, now, StopReason::TakenOver, due_soon_percent)?
    {
        changes.push(Change::DeadlineResumed);
    }
    touch(conversation, now);
    Ok(changes)
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoReplyRefused {
    #[error("no message of the buyer waits for an answer")]
    NothingWaits,
    #[error("the buyer objected to this once already")]
    BuyerObjected,
    #[error("the conversation has been taken over by the marketplace")]
    TakenOver,
    #[error("the buyer has called the marketplace")]
    Escalated,
    #[error("nobody said that no reply is needed")]
    NotWaived,
    #[error("the deadline could not be computed")]
    Deadline(#[from] DeadlineError),
}

impl NoReplyRefused {
    pub fn code(&self) -> &'static str {
        match self {
            NoReplyRefused::NothingWaits => "nothing_waits",
            NoReplyRefused::BuyerObjected => "buyer_objected",
            NoReplyRefused::TakenOver => "taken_over",
            NoReplyRefused::Escalated => "escalated",
            NoReplyRefused::NotWaived => "not_waived",
            NoReplyRefused::Deadline(_) => "deadline_not_computable",
        }
    }
}

/// An agent says that the waiting message needs no reply; `because` is the content with the reason.
/// What staff have taken over or been called to, it cannot hide from them.
pub fn mark_no_reply_needed(
    conversation: &mut Conversation,
    because: ContentId,
    now: Timestamp,
) -> Result<Vec<Change>, NoReplyRefused> {
    if conversation.taken_over.is_some() {
        return Err(NoReplyRefused::TakenOver);
    }
    if conversation.escalated_at.is_some() {
        return Err(NoReplyRefused::Escalated);
    }
    let deadline = conversation
        .deadline
        .as_mut()
        .filter(|deadline| deadline.is_waiting());
    let deadline = deadline.ok_or(NoReplyRefused::NothingWaits)?;
    if deadline.objected_at.is_some() {
        return Err(NoReplyRefused::BuyerObjected);
    }
    deadline.waive(because);
    touch(conversation, now);
    Ok(vec![Change::DeadlineWaived { because }])
}

/// The buyer objects; the deadline is back as it was, and a closed conversation is open again.
pub fn object(
    conversation: &mut Conversation,
    calendar: &Calendar,
    due_soon_percent: u8,
    now: Timestamp,
) -> Result<Vec<Change>, NoReplyRefused> {
    let waived = |state| state == DeadlineState::Waived;
    let deadline = conversation
        .deadline
        .as_mut()
        .filter(|deadline| waived(deadline.state));
    let deadline = deadline.ok_or(NoReplyRefused::NotWaived)?;
    deadline.restore(calendar, now, due_soon_percent)?;
    let mut changes = vec![Change::DeadlineObjected];
    if conversation.open() {
        changes.push(Change::Reopened);
    }
    touch(conversation, now);
    Ok(changes)
}

fn touch(conversation: &mut Conversation, now: Timestamp) {
    conversation.updated_at = now;
    conversation.version += 1;
}
