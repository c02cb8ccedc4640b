//! What becomes of an announced absence: approved, refused, taken back.

use jiff::Timestamp;

use super::{Absence, AbsenceState, Standing};
use crate::ids::{ContentId, StaffId};

/// What the marketplace says to an announced absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Refuse { because: ContentId },
}

/// Why an absence stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecideRefused {
    #[error("it has been decided already")]
    AlreadyDecided,
    #[error("it is over")]
    Over,
    #[error("it was refused or taken back")]
    NotLive,
    #[error("it has begun and can only be ended")]
    Begun,
}

impl DecideRefused {
    pub fn code(self) -> &'static str {
        match self {
            DecideRefused::AlreadyDecided => "absence_already_decided",
            DecideRefused::Over => "absence_over",
            DecideRefused::NotLive => "absence_not_live",
            DecideRefused::Begun => "absence_begun",
        }
    }
}

/// How an absence was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// It never took place.
    Withdrawn,
    /// It had begun, and ends now.
    EndedEarly,
}

/// Approves or refuses it. One that has begun meanwhile can still be decided; one that is over cannot.
///
/// # Errors
/// When it does not wait for a decision.
pub fn decide(
    absence: &mut Absence,
    decision: Decision,
    staff: StaffId,
    now: Timestamp,
) -> Result<(), DecideRefused> {
    match absence.standing(now) {
        Standing::Announced => {}
        Standing::Ended => return Err(DecideRefused::Over),
        _ => return Err(DecideRefused::AlreadyDecided),
    }
    absence.decided_at = Some(now);
    absence.decided_by = Some(staff);
    match decision {
        Decision::Approve => absence.state = AbsenceState::Approved,
        Decision::Refuse { because } => {
            absence.state = AbsenceState::Refused;
            absence.refused_because = Some(because);
        }
    }
    Ok(())
}

/// Takes it back; one that runs ends now, and what it has stopped so far stays stopped.
///
/// # Errors
/// When there is nothing to take back.
pub fn withdraw(absence: &mut Absence, now: Timestamp) -> Result<Withdrawal, DecideRefused> {
    match absence.standing(now) {
        Standing::Announced | Standing::Approved => {
            absence.state = AbsenceState::Withdrawn;
            Ok(Withdrawal::Withdrawn)
        }
        Standing::Running => {
            absence.ends_at = now;
            Ok(Withdrawal::EndedEarly)
        }
        Standing::Ended => Err(DecideRefused::Over),
        Standing::Refused | Standing::Withdrawn => Err(DecideRefused::NotLive),
    }
}
