//! Which questions a number counts.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::period::monday_of;
use super::{Question, Verdict};
use crate::time::Weekday;

/// Where one age of waiting ends and the next begins, in hours since the question.
pub const AGES_H: [i64; 5] = [1, 4, 8, 24, 48];

/// What became of the questions that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// All that came.
    Received,
    Answered,
    OnTime,
    Late,
    /// Whose answer is owed now, whenever they came.
    Waiting,
}

impl Kind {
    pub const ALL: [Kind; 5] = [
        Kind::Received,
        Kind::Answered,
        Kind::OnTime,
        Kind::Late,
        Kind::Waiting,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Kind::Received => "received",
            Kind::Answered => "answered",
            Kind::OnTime => "on_time",
            Kind::Late => "late",
            Kind::Waiting => "waiting",
        }
    }

    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The questions of a kind, narrowed down by when they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slice {
    pub kind: Kind,
    /// The Monday of the week.
    pub week: Option<Date>,
    pub weekday: Option<Weekday>,
    /// The hour of the local day, 0 to 23.
    pub hour: Option<i8>,
    /// An age of waiting: 0 is the youngest, `AGES_H.len()` the oldest.
    pub age: Option<usize>,
}

impl Slice {
    pub fn of(kind: Kind) -> Slice {
        Slice {
            kind,
            week: None,
            weekday: None,
            hour: None,
            age: None,
        }
    }

    pub fn holds(&self, question: &Question, zone: &TimeZone, now: Timestamp) -> bool {
        let kind = match self.kind {
            Kind::Received => true,
            Kind::Answered => question.is_answered(),
            Kind::OnTime => question.verdict(now) == Verdict::OnTime,
            Kind::Late => question.verdict(now) == Verdict::Late,
            Kind::Waiting => question.is_waiting(),
        };
        let local = zone.to_datetime(question.received_at);
        kind && self.week.is_none_or(|week| monday_of(local.date()) == week)
            && self
                .weekday
                .is_none_or(|weekday| Weekday::from(local.weekday()) == weekday)
            && self.hour.is_none_or(|hour| local.hour() == hour)
            && self
                .age
                .is_none_or(|age| age_of(now, question.received_at) == age)
    }
}

fn age_of(now: Timestamp, received_at: Timestamp) -> usize {
    let hours = now.duration_since(received_at).as_hours();
    AGES_H.iter().filter(|limit| hours >= **limit).count()
}
