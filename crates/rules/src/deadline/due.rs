//! When a budget of open time is used up, and how much open time lies in a span. Instants are
//! cut to whole microseconds first.

use jiff::{SignedDuration, Timestamp};

use super::recorder::Recorder;
use super::walk::{LONGEST_CLOSURE_DAYS, Piece, State, Step, Walk};
use super::{Calendar, DeadlineError, Derivation, Standing, Stop, StopReason};
use crate::time::{DAY_US, from_us, to_us, whole_us};

pub(super) const LONGEST_BUDGET_DAYS: i64 = 3_660;

/// The earliest instant at which `budget` of open time after `received` is used up, with its
/// derivation. While a stop without an end holds, there is no such instant: `due` is `None` and
/// `standing` says since when.
///
/// # Errors
/// When the budget or a stop makes no sense, or the calendar does not open for ten years.
pub fn due(
    calendar: &Calendar,
    received: Timestamp,
    budget: SignedDuration,
    stops: &[Stop],
) -> Result<Derivation, DeadlineError> {
    let budget_us = budget_us(budget)?;
    let mut recorder = Recorder::default();
    let end = use_up(calendar, received, budget_us, stops, |piece| {
        recorder.record(piece)
    })?;
    let days = recorder.into_days();
    let local_year = calendar.zone.to_datetime(received).year();
    let first = days.first().map_or(local_year, |day| day.date.year());
    let last = days.last().map_or(local_year, |day| day.date.year());
    let (due, standing) = match end {
        End::Due(due) => (Some(due), None),
        End::Standing(standing) => (None, Some(standing)),
    };
    Ok(Derivation {
        received: whole_us(received),
        zone: calendar.zone_name().to_owned(),
        calendar: calendar.id().to_owned(),
        calendar_version: calendar.version().to_owned(),
        budget_us,
        days,
        due,
        standing,
        notes: calendar.notes(first, last),
    })
}

/// The due instant of [`due`] alone; `None` while the clock stands without an end.
///
/// # Errors
/// As [`due`].
pub fn due_at(
    calendar: &Calendar,
    received: Timestamp,
    budget: SignedDuration,
    stops: &[Stop],
) -> Result<Option<Timestamp>, DeadlineError> {
    let end = use_up(calendar, received, budget_us(budget)?, stops, |_| Ok(()))?;
    Ok(end.due())
}

/// The instant at which `percent` (1 to 100) of the budget is used up.
///
/// # Errors
/// As [`due`], and when the percentage is none.
pub fn due_soon_at(
    calendar: &Calendar,
    received: Timestamp,
    budget: SignedDuration,
    stops: &[Stop],
    percent: u8,
) -> Result<Option<Timestamp>, DeadlineError> {
    if !(1..=100).contains(&percent) {
        return Err(DeadlineError::BadPercent(percent));
    }
    let scaled = i128::from(budget_us(budget)?) * i128::from(percent);
    // Rounded up: never soon before the share is used.
    let share_us = i64::try_from((scaled + 99) / 100).map_err(|_| DeadlineError::BudgetTooLong)?;
    Ok(use_up(calendar, received, share_us, stops, |_| Ok(()))?.due())
}

/// The open time from `from` to `to`, stops left out.
///
/// # Errors
/// When the span or a stop ends before it begins.
pub fn elapsed(
    calendar: &Calendar,
    from: Timestamp,
    to: Timestamp,
    stops: &[Stop],
) -> Result<SignedDuration, DeadlineError> {
    let (start_us, end_us) = (to_us(from), to_us(to));
    if end_us < start_us {
        return Err(DeadlineError::EndsBeforeStart);
    }
    let mut walk = Walk::new(calendar, start_us, stops)?;
    let mut open_us = 0;
    let mut at_us = start_us;
    while at_us < end_us {
        let Step::Piece(piece) = walk.step()? else {
            break;
        };
        if matches!(piece.state, State::Open) {
            open_us += piece.to_us.min(end_us) - piece.from_us;
        }
        at_us = piece.to_us;
    }
    Ok(SignedDuration::from_micros(open_us))
}

enum End {
    Due(Timestamp),
    Standing(Standing),
}

impl End {
    fn due(self) -> Option<Timestamp> {
        match self {
            End::Due(due) => Some(due),
            End::Standing(_) => None,
        }
    }
}

/// Walks until the budget is used up and shows `see` every piece, the last one cut at the due instant.
fn use_up(
    calendar: &Calendar,
    received: Timestamp,
    budget_us: i64,
    stops: &[Stop],
    mut see: impl FnMut(&Piece<'_>) -> Result<(), DeadlineError>,
) -> Result<End, DeadlineError> {
    let start_us = to_us(received);
    let mut walk = Walk::new(calendar, start_us, stops)?;
    let mut left_us = budget_us;
    let mut at_us = start_us;
    let mut closed_since_us = start_us;
    while left_us > 0 {
        let mut piece = match walk.step()? {
            Step::Piece(piece) => piece,
            Step::Standing { since_us, stop } => return standing(since_us, stop),
        };
        if matches!(piece.state, State::Open) {
            piece.to_us = piece.to_us.min(piece.from_us + left_us);
            left_us -= piece.to_us - piece.from_us;
            closed_since_us = piece.to_us;
        } else if piece.to_us - closed_since_us > LONGEST_CLOSURE_DAYS * DAY_US {
            return Err(DeadlineError::NeverOpen {
                after: instant(closed_since_us)?,
            });
        }
        at_us = piece.to_us;
        see(&piece)?;
    }
    Ok(End::Due(instant(at_us)?))
}

fn standing(since_us: i64, stop: StopReason) -> Result<End, DeadlineError> {
    Ok(End::Standing(Standing {
        since: instant(since_us)?,
        stop,
    }))
}

fn budget_us(budget: SignedDuration) -> Result<i64, DeadlineError> {
    if budget.is_negative() {
        return Err(DeadlineError::NegativeBudget);
    }
    if budget.subsec_nanos() % 1_000 != 0 {
        return Err(DeadlineError::BudgetTooFine);
    }
    match i64::try_from(budget.as_micros()) {
        Ok(us) if us <= LONGEST_BUDGET_DAYS * DAY_US => Ok(us),
        _ => Err(DeadlineError::BudgetTooLong),
    }
}

fn instant(us: i64) -> Result<Timestamp, DeadlineError> {
    from_us(us).map_err(|_| DeadlineError::OutOfRange)
}
