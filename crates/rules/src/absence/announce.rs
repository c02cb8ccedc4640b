//! Which absences may be announced: how long, how far ahead, beside which others.

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::{Absence, Days};
use crate::deadline::Calendar;
use crate::ids::{AbsenceId, AgentId};

/// An absence with at most so many working days needs to be announced on the day before only.
pub const SHORT_WORKING_DAYS: u32 = 5;

/// A longer one is announced at least so many civil days before its first day.
pub const AHEAD_DAYS: i32 = 14;

/// Civil days of one absence at most.
pub const DAYS_MAX: i32 = 366;

/// An absence that somebody would like to announce, or what an announced one is to become.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// `None`: the whole seller.
    pub agent: Option<&'a AgentId>,
    pub days: Days,
    pub deputy: Option<&'a AgentId>,
    /// The absence that it takes the place of.
    pub instead_of: Option<AbsenceId>,
}

/// What follows from a wish that is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub working_days: u32,
    /// Only the whole seller's absence is the marketplace's business; an agent's is the seller's own.
    pub needs_approval: bool,
}

/// Why an absence cannot be announced.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnnounceRefused {
    #[error("the last day must not lie before the first")]
    EndsBeforeStart,
    #[error("an absence has at most {DAYS_MAX} days")]
    TooLong,
    #[error("the seller does not work on any of these days anyway")]
    NoWorkingDay,
    #[error("an absence is announced before its first day; the earliest day is {earliest}")]
    TooLate { earliest: Date },
    #[error(
        "an absence of more than {SHORT_WORKING_DAYS} working days is announced {AHEAD_DAYS} days ahead; \
         this one has {working_days}, together with those next to it; the earliest first day is {earliest}"
    )]
    TooLateForLong { working_days: u32, earliest: Date },
    #[error("another absence from {} to {} overlaps it", .with.first, .with.last)]
    Overlap { with: Days },
    #[error("nobody can stand in for oneself")]
    OwnDeputy,
    #[error("the deputy is away from {} to {}", .during.first, .during.last)]
    DeputyAway { during: Days },
    #[error("these days lie beyond what can be counted")]
    OutOfRange,
}

impl AnnounceRefused {
    pub fn code(&self) -> &'static str {
        match self {
            AnnounceRefused::EndsBeforeStart => "absence_ends_before_start",
            AnnounceRefused::TooLong => "absence_too_long",
            AnnounceRefused::NoWorkingDay => "absence_no_working_day",
            AnnounceRefused::TooLate { .. } => "absence_too_late",
            AnnounceRefused::TooLateForLong { .. } => "absence_too_late_for_long",
            AnnounceRefused::Overlap { .. } => "absence_overlap",
            AnnounceRefused::OwnDeputy => "absence_own_deputy",
            AnnounceRefused::DeputyAway { .. } => "absence_deputy_away",
            AnnounceRefused::OutOfRange => "absence_out_of_range",
        }
    }
}

/// Whether the wish may be announced now. `calendar` is the seller's own, `others` are its absences.
///
/// # Errors
/// When it may not.
pub fn announce(
    calendar: &Calendar,
    now: Timestamp,
    wish: &Wish<'_>,
    others: &[Absence],
) -> Result<Announced, AnnounceRefused> {
    let Days { first, last } = wish.days;
    if last < first {
        return Err(AnnounceRefused::EndsBeforeStart);
    }
    if days_between(first, last) >= DAYS_MAX {
        return Err(AnnounceRefused::TooLong);
    }
    let working_days = calendar.working_days(first, last);
    if working_days == 0 {
        return Err(AnnounceRefused::NoWorkingDay);
    }
    check_beside(now, wish, others)?;
    check_ahead(calendar, now, wish, others)?;
    let midnight = |date: Date| {
        let zoned = date.to_zoned(calendar.zone().clone());
        zoned
            .map(|zoned| zoned.timestamp())
            .map_err(|_| AnnounceRefused::OutOfRange)
    };
    Ok(Announced {
        starts_at: midnight(first)?,
        ends_at: midnight(last.tomorrow().map_err(|_| AnnounceRefused::OutOfRange)?)?,
        working_days,
        needs_approval: wish.agent.is_none(),
    })
}

/// Whether this deputy may stand in for an absence as it was announced.
///
/// # Errors
/// When it is oneself, or away at the same time.
pub fn check_deputy(
    absence: &Absence,
    deputy: Option<&AgentId>,
    others: &[Absence],
) -> Result<(), AnnounceRefused> {
    let Some(deputy) = deputy else {
        return Ok(());
    };
    if absence.agent.as_ref() == Some(deputy) {
        return Err(AnnounceRefused::OwnDeputy);
    }
    let away = others.iter().find(|other| {
        other.is_live()
            && other.agent.as_ref() == Some(deputy)
            && other.days.overlaps(&absence.days)
    });
    match away {
        Some(other) => Err(AnnounceRefused::DeputyAway { during: other.days }),
        None => Ok(()),
    }
}

/// Nothing of the same person at the same time, and a deputy who is there.
fn check_beside(
    now: Timestamp,
    wish: &Wish<'_>,
    others: &[Absence],
) -> Result<(), AnnounceRefused> {
    if wish.agent.is_some() && wish.agent == wish.deputy {
        return Err(AnnounceRefused::OwnDeputy);
    }
    // One that was ended early stands in nobody's way any more.
    let beside =
        live(wish, others).filter(|other| other.ends_at > now && other.days.overlaps(&wish.days));
    for other in beside {
        let away = other.agent.as_ref();
        if away == wish.agent {
            return Err(AnnounceRefused::Overlap { with: other.days });
        }
        if away.is_some() && away == wish.deputy {
            return Err(AnnounceRefused::DeputyAway { during: other.days });
        }
    }
    Ok(())
}

fn check_ahead(
    calendar: &Calendar,
    now: Timestamp,
    wish: &Wish<'_>,
    others: &[Absence],
) -> Result<(), AnnounceRefused> {
    let today = calendar.zone().to_datetime(now).date();
    let after = |days: i32| {
        today
            .checked_add(Span::new().days(days))
            .map_err(|_| AnnounceRefused::OutOfRange)
    };
    let first = wish.days.first;
    // Illness is not planned: an agent may be away from today on, and the seller has the others.
    let soonest = after(i32::from(wish.agent.is_none()))?;
    if first < soonest {
        return Err(AnnounceRefused::TooLate { earliest: soonest });
    }
    if wish.agent.is_some() {
        return Ok(());
    }
    let working_days = in_a_row(calendar, wish, others);
    let early = after(AHEAD_DAYS)?;
    if working_days > SHORT_WORKING_DAYS && first < early {
        return Err(AnnounceRefused::TooLateForLong {
            working_days,
            earliest: early,
        });
    }
    Ok(())
}

/// Working days of the wish with the seller's absences that follow it or that it follows without a working day
/// between them: a long absence in parts is a long absence.
fn in_a_row(calendar: &Calendar, wish: &Wish<'_>, others: &[Absence]) -> u32 {
    let mut whole = wish.days;
    let mut working_days = calendar.working_days(whole.first, whole.last);
    let mut left: Vec<Days> = live(wish, others)
        .filter(|other| other.agent.is_none() && !other.days.overlaps(&wish.days))
        .map(|other| other.days)
        .collect();
    while let Some(next) = left.iter().position(|days| adjoins(calendar, &whole, days)) {
        let days = left.swap_remove(next);
        working_days += calendar.working_days(days.first, days.last);
        whole.first = whole.first.min(days.first);
        whole.last = whole.last.max(days.last);
    }
    working_days
}

/// Neither overlaps, and no working day lies between them.
fn adjoins(calendar: &Calendar, one: &Days, other: &Days) -> bool {
    let (earlier, later) = if one.last < other.first {
        (one, other)
    } else {
        (other, one)
    };
    match (earlier.last.tomorrow(), later.first.yesterday()) {
        (Ok(from), Ok(to)) => from > to || calendar.working_days(from, to) == 0,
        _ => false,
    }
}

fn live<'a>(wish: &Wish<'_>, others: &'a [Absence]) -> impl Iterator<Item = &'a Absence> {
    let replaced = wish.instead_of;
    others
        .iter()
        .filter(move |other| other.is_live() && Some(other.id) != replaced)
}

fn days_between(first: Date, last: Date) -> i32 {
    let hours = last.duration_since(first).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}
