//! Civil days as numbers (1970-01-01 is 0), so that walking them is integer arithmetic.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::time::Weekday;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CivilDay(pub(super) i32);

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl CivilDay {
    pub(super) fn of(date: Date) -> CivilDay {
        let days = date.duration_since(EPOCH).as_hours() / 24;
        CivilDay(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// `None` outside jiff's years −9999 to 9999.
    pub(super) fn date(self) -> Option<Date> {
        EPOCH
            .checked_add(SignedDuration::from_hours(i64::from(self.0) * 24))
            .ok()
    }

    /// The day's midnight as if the zone were UTC.
    pub(super) fn start_utc(self) -> Timestamp {
        let seconds = i64::from(self.0) * 86_400;
        Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
    }

    pub(super) fn weekday(self) -> Weekday {
        // Day 0 was a Thursday.
        Weekday::ALL[(self.0 + 3).rem_euclid(7).unsigned_abs() as usize]
    }
}
