//! A buyer calls the marketplace because the seller has let a deadline lapse: from when on, and how long the call stands.
//! Who of the staff answers it, and how, is not decided here.

use jiff::Timestamp;

use super::reply_deadline::just_after;
use super::{Change, Conversation, DeadlineState};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EscalationRefused {
    #[error("no message of the buyer waits for an answer")]
    NothingWaits,
    #[error(
        "the seller may still answer in time; the marketplace can be called from {possible_at} on"
    )]
    NotYet { possible_at: Timestamp },
    #[error("the marketplace has been called already")]
    AlreadyEscalated,
    #[error("the marketplace answers this conversation already")]
    TakenOver,
}

impl EscalationRefused {
    pub fn code(self) -> &'static str {
        match self {
            EscalationRefused::NothingWaits => "nothing_waits",
            EscalationRefused::NotYet { .. } => "not_yet",
            EscalationRefused::AlreadyEscalated => "already_escalated",
            EscalationRefused::TakenOver => "taken_over",
        }
    }
}

/// What ended a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EscalationEnd {
    /// An agent answered after all.
    Answered,
    /// Staff wrote into the conversation.
    StaffAnswered,
    /// Staff answer in place of the seller from now on.
    TakenOver,
    /// The buyer or staff closed the conversation.
    Closed,
}

impl EscalationEnd {
    /// Stable code, as events write it.
    pub fn code(self) -> &'static str {
        match self {
            EscalationEnd::Answered => "answered",
            EscalationEnd::StaffAnswered => "staff_answered",
            EscalationEnd::TakenOver => "taken_over",
            EscalationEnd::Closed => "closed",
        }
    }
}

/// The first instant at which the buyer may call the marketplace; `None` where nothing can lapse as it stands.
pub fn escalation_possible_at(conversation: &Conversation) -> Option<Timestamp> {
    if conversation.taken_over.is_some() || conversation.escalated_at.is_some() {
        return None;
    }
    let deadline = conversation.deadline.as_ref();
    let running = deadline.filter(|deadline| deadline.state == DeadlineState::Running);
    running.and_then(|deadline| deadline.due_at).map(just_after)
}

/// The buyer calls the marketplace. It may as soon as the due instant has passed, and the call stands until
/// an agent or staff answer, staff take over, or the conversation is closed.
pub fn escalate(
    conversation: &mut Conversation,
    now: Timestamp,
) -> Result<Vec<Change>, EscalationRefused> {
    if conversation.taken_over.is_some() {
        return Err(EscalationRefused::TakenOver);
    }
    if conversation.escalated_at.is_some() {
        return Err(EscalationRefused::AlreadyEscalated);
    }
    let possible_at =
        escalation_possible_at(conversation).ok_or(EscalationRefused::NothingWaits)?;
    if now < possible_at {
        return Err(EscalationRefused::NotYet { possible_at });
    }
    conversation.escalated_at = Some(now);
    conversation.updated_at = conversation.updated_at.max(now);
    conversation.version += 1;
    Ok(vec![Change::Escalated])
}

/// Ends the call, if one stands.
pub(super) fn end_escalation(
    conversation: &mut Conversation,
    by: EscalationEnd,
    changes: &mut Vec<Change>,
) {
    if conversation.escalated_at.take().is_some() {
        changes.push(Change::EscalationEnded { by });
    }
}
