//! An absence as it is kept, and what follows from it at an instant.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::deadline::{Stop, StopReason};
use crate::ids::{AbsenceId, AgentId, ContentId, SellerId, StaffId};

/// Civil days from `first` to `last`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Days {
    pub first: Date,
    pub last: Date,
}

impl Days {
    pub fn overlaps(&self, other: &Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// What has been decided about an absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceState {
    /// The marketplace has not decided yet.
    Announced,
    Approved,
    Refused,
    /// Taken back before it began.
    Withdrawn,
}

impl AbsenceState {
    pub const ALL: [AbsenceState; 4] = [
        AbsenceState::Announced,
        AbsenceState::Approved,
        AbsenceState::Refused,
        AbsenceState::Withdrawn,
    ];

    pub fn code(self) -> &'static str {
        match self {
            AbsenceState::Announced => "announced",
            AbsenceState::Approved => "approved",
            AbsenceState::Refused => "refused",
            AbsenceState::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<AbsenceState> {
        AbsenceState::ALL
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// How an absence stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Waits for the marketplace.
    Announced,
    /// Approved and still to come.
    Approved,
    Running,
    Refused,
    Withdrawn,
    /// Over. One that nobody decided about in time has ended too, without having counted.
    Ended,
}

impl Standing {
    pub const ALL: [Standing; 6] = [
        Standing::Announced,
        Standing::Approved,
        Standing::Running,
        Standing::Refused,
        Standing::Withdrawn,
        Standing::Ended,
    ];

    /// Stable code, as the API writes it.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Announced => "announced",
            Standing::Approved => "approved",
            Standing::Running => "running",
            Standing::Refused => "refused",
            Standing::Withdrawn => "withdrawn",
            Standing::Ended => "ended",
        }
    }
}

/// A planned absence of a whole seller, or of one of its agents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    pub id: AbsenceId,
    pub seller: SellerId,
    /// `None`: the whole seller is away.
    pub agent: Option<AgentId>,
    pub days: Days,
    /// First instant of the first day in the seller's zone.
    pub starts_at: Timestamp,
    /// First instant after it: of the day after the last, or when it was ended early.
    pub ends_at: Timestamp,
    /// Days of it on which the seller would have worked.
    pub working_days: u32,
    /// Who answers meanwhile.
    pub deputy: Option<AgentId>,
    /// The content with the seller's reason, for staff.
    pub reason: Option<ContentId>,
    pub state: AbsenceState,
    pub announced_at: Timestamp,
    pub announced_by: String,
    pub decided_at: Option<Timestamp>,
    /// `None` also where nobody of the marketplace had to decide.
    pub decided_by: Option<StaffId>,
    /// The content with the reason of a refusal.
    pub refused_because: Option<ContentId>,
    /// Counts the changes from 1.
    pub version: i64,
}

impl Absence {
    pub fn standing(&self, now: Timestamp) -> Standing {
        match self.state {
            AbsenceState::Refused => Standing::Refused,
            AbsenceState::Withdrawn => Standing::Withdrawn,
            _ if now >= self.ends_at => Standing::Ended,
            AbsenceState::Announced => Standing::Announced,
            AbsenceState::Approved if now < self.starts_at => Standing::Approved,
            AbsenceState::Approved => Standing::Running,
        }
    }

    /// It may still take place or takes place: another one must not overlap it.
    pub fn is_live(&self) -> bool {
        matches!(self.state, AbsenceState::Announced | AbsenceState::Approved)
    }

    /// Somebody is away by it at this instant.
    pub fn covers(&self, at: Timestamp) -> bool {
        self.state == AbsenceState::Approved && self.starts_at <= at && at < self.ends_at
    }
}

/// Whether an agent is away: by an absence of its own, or because the whole seller is and another one stands in.
pub fn is_away(absences: &[Absence], agent: &AgentId, at: Timestamp) -> bool {
    absences
        .iter()
        .filter(|absence| absence.covers(at))
        .any(|absence| match &absence.agent {
            Some(away) => away == agent,
            None => absence.deputy.as_ref() != Some(agent),
        })
}

/// The absence that a buyer who asks now should know of: the seller's own, approved, running now or begun
/// before `by`, when the answer would be due.
pub fn told_to_buyers(absences: &[Absence], now: Timestamp, by: Timestamp) -> Option<&Absence> {
    absences
        .iter()
        .filter(|absence| absence.agent.is_none() && absence.state == AbsenceState::Approved)
        .filter(|absence| {
            absence.ends_at > now && (absence.starts_at <= now || absence.starts_at < by)
        })
        .min_by_key(|absence| (absence.starts_at, absence.id))
}

/// The stops that a seller's approved absences make of its clocks, in order.
/// An agent's absence stops none: the seller has others, or would be away itself.
pub fn stops(absences: &[Absence]) -> Vec<Stop> {
    let counting = absences.iter().filter(|absence| {
        absence.agent.is_none()
            && absence.state == AbsenceState::Approved
            && absence.starts_at < absence.ends_at
    });
    let mut stops: Vec<Stop> = counting
        .map(|absence| Stop {
            from: absence.starts_at,
            to: Some(absence.ends_at),
            reason: StopReason::SellerAbsent,
        })
        .collect();
    stops.sort_by_key(|stop| stop.from);
    stops
}
