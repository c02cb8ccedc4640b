//! A question: a buyer's message that began a reply deadline, and how it was answered.

use jiff::{SignedDuration, Timestamp};

use crate::conversation::DeadlineState;

/// What the figures know of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub received_at: Timestamp,
    pub due_at: Option<Timestamp>,
    pub state: DeadlineState,
    pub settled_at: Option<Timestamp>,
    pub on_time: Option<bool>,
    /// Working time until the answer.
    pub worked: Option<SignedDuration>,
}

/// What a question says about punctuality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    OnTime,
    /// Answered late, or not yet although the time has passed.
    Late,
    /// Still in time, needs no answer, or was withdrawn.
    Neither,
}

impl Question {
    pub fn verdict(&self, now: Timestamp) -> Verdict {
        match self.state {
            DeadlineState::Answered if self.on_time == Some(false) => Verdict::Late,
            DeadlineState::Answered => Verdict::OnTime,
            DeadlineState::Running if self.due_at.is_some_and(|due| now > due) => Verdict::Late,
            _ => Verdict::Neither,
        }
    }

    pub fn is_answered(&self) -> bool {
        self.state == DeadlineState::Answered
    }

    pub fn is_waiting(&self) -> bool {
        matches!(self.state, DeadlineState::Running | DeadlineState::Standing)
    }

    /// Elapsed time until the answer.
    pub fn elapsed(&self) -> Option<SignedDuration> {
        let settled_at = self.settled_at.filter(|_| self.is_answered())?;
        Some(settled_at.duration_since(self.received_at))
    }
}
