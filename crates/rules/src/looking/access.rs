//! Break-glass access: somebody whose role reads no conversations asks, a second person approves, for a bounded time.

use jiff::{SignedDuration, Timestamp};

use super::Ticket;
use crate::ids::{AccessId, ContentId, ConversationId, SellerId, StaffId};

/// How long approved access lasts, where the marketplace has set nothing else.
pub const BREAK_GLASS: SignedDuration = SignedDuration::from_hours(1);

/// A day.
pub const BREAK_GLASS_MINUTES_MAX: u32 = 1_440;

/// How long a request can be approved; what is older was asked for another day's need.
pub const ASK_HOLDS: SignedDuration = SignedDuration::from_hours(24);

/// Access that somebody has asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    pub id: AccessId,
    pub seller: SellerId,
    /// `None`: to all conversations of the seller.
    pub conversation: Option<ConversationId>,
    pub asked_by: StaffId,
    pub asked_at: Timestamp,
    /// The content with the reason.
    pub reason: ContentId,
    pub ticket: Option<Ticket>,
    pub decided: Option<Decided>,
    /// Who ended or withdrew it before its time, and when.
    pub ended: Option<(StaffId, Timestamp)>,
}

/// What the second person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    pub by: StaffId,
    pub at: Timestamp,
    /// Until when it was approved; `None` where it was refused.
    pub until: Option<Timestamp>,
}

/// How it stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccessState {
    Waiting,
    /// Nobody approved it in time.
    Lapsed,
    Refused,
    Running,
    /// Its time is over.
    Expired,
    /// Somebody ended it before its time, or took the request back.
    Ended,
}

impl AccessState {
    pub const ALL: [AccessState; 6] = [
        AccessState::Waiting,
        AccessState::Lapsed,
        AccessState::Refused,
        AccessState::Running,
        AccessState::Expired,
        AccessState::Ended,
    ];

    /// Stable code, as the API writes it.
    pub fn code(self) -> &'static str {
        match self {
            AccessState::Waiting => "waiting",
            AccessState::Lapsed => "lapsed",
            AccessState::Refused => "refused",
            AccessState::Running => "running",
            AccessState::Expired => "expired",
            AccessState::Ended => "ended",
        }
    }
}

/// Why nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessRefused {
    #[error("whoever asks does not decide; a second person does")]
    SamePerson,
    #[error("it does not wait for a decision any more")]
    NotWaiting,
    #[error("it has ended already, or was never approved")]
    NotRunning,
    #[error("it would last longer than time does")]
    OutOfRange,
}

impl AccessRefused {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            AccessRefused::SamePerson => "access_same_person",
            AccessRefused::NotWaiting => "access_not_waiting",
            AccessRefused::NotRunning => "access_not_running",
            AccessRefused::OutOfRange => "access_out_of_range",
        }
    }
}

impl Access {
    pub fn state(&self, now: Timestamp) -> AccessState {
        if self.ended.is_some() {
            return AccessState::Ended;
        }
        match self.decided {
            None if now.duration_since(self.asked_at) >= ASK_HOLDS => AccessState::Lapsed,
            None => AccessState::Waiting,
            Some(Decided { until: None, .. }) => AccessState::Refused,
            Some(Decided {
                until: Some(until), ..
            }) if now < until => AccessState::Running,
            Some(_) => AccessState::Expired,
        }
    }

    /// Approves it for so long from now on, or with `None` refuses it.
    pub fn decide(
        &mut self,
        by: StaffId,
        now: Timestamp,
        lasts: Option<SignedDuration>,
    ) -> Result<(), AccessRefused> {
        if by == self.asked_by {
            return Err(AccessRefused::SamePerson);
        }
        if self.state(now) != AccessState::Waiting {
            return Err(AccessRefused::NotWaiting);
        }
        let until = lasts.map(|lasts| now.checked_add(lasts)).transpose();
        self.decided = Some(Decided {
            by,
            at: now,
            until: until.map_err(|_| AccessRefused::OutOfRange)?,
        });
        Ok(())
    }

    /// Ends it before its time, or takes the request back.
    pub fn end(&mut self, by: StaffId, now: Timestamp) -> Result<(), AccessRefused> {
        match self.state(now) {
            AccessState::Waiting | AccessState::Running => {
                self.ended = Some((by, now));
                Ok(())
            }
            _ => Err(AccessRefused::NotRunning),
        }
    }

    /// Whether it opens this conversation of this seller now.
    pub fn opens(&self, seller: &SellerId, conversation: ConversationId, now: Timestamp) -> bool {
        self.state(now) == AccessState::Running
            && self.seller == *seller
            && self.conversation.is_none_or(|only| only == conversation)
    }
}
