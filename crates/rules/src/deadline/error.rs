//! What can be refused in a calendar and in a question to it, each with a stable code.

use jiff::Timestamp;
use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    #[error("the time zone {0:?} is not known")]
    UnknownZone(String),
    #[error("{0:?} is not a time of day from 00:00 to 24:00")]
    BadTime(String),
    #[error("an interval from {from} to {to} is empty or ends before it begins")]
    EmptyInterval { from: String, to: String },
    #[error("the intervals from {first} and from {second} of one day overlap")]
    Overlap { first: String, second: String },
    #[error("{month}-{day} is not a day of any year")]
    BadDayOfYear { month: i8, day: i8 },
}

impl CalendarError {
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            CalendarError::UnknownZone(_) => "calendar_unknown_zone",
            CalendarError::BadTime(_) => "calendar_bad_time",
            CalendarError::EmptyInterval { .. } => "calendar_empty_interval",
            CalendarError::Overlap { .. } => "calendar_overlap",
            CalendarError::BadDayOfYear { .. } => "calendar_bad_day_of_year",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DeadlineError {
    #[error("the budget is negative")]
    NegativeBudget,
    #[error("the budget is finer than a microsecond")]
    BudgetTooFine,
    #[error(
        "the budget is longer than {} days of 24 hours",
        super::due::LONGEST_BUDGET_DAYS
    )]
    BudgetTooLong,
    #[error("{0} is not a percentage from 1 to 100")]
    BadPercent(u8),
    #[error("the span ends before it begins")]
    EndsBeforeStart,
    #[error("a stop ends before it begins")]
    StopEndsBeforeStart,
    #[error(
        "the calendar has no open time within {} days after {after}",
        super::walk::LONGEST_CLOSURE_DAYS
    )]
    NeverOpen { after: Timestamp },
    #[error("the deadline lies beyond the year 9999")]
    OutOfRange,
}

impl DeadlineError {
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            DeadlineError::NegativeBudget => "deadline_negative_budget",
            DeadlineError::BudgetTooFine => "deadline_budget_too_fine",
            DeadlineError::BudgetTooLong => "deadline_budget_too_long",
            DeadlineError::BadPercent(_) => "deadline_bad_percent",
            DeadlineError::EndsBeforeStart => "deadline_ends_before_start",
            DeadlineError::StopEndsBeforeStart => "deadline_stop_ends_before_start",
            DeadlineError::NeverOpen { .. } => "deadline_never_open",
            DeadlineError::OutOfRange => "deadline_out_of_range",
        }
    }
}
