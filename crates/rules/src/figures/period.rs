//! Whole weeks, of which the last is the present one.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// How many weeks can be asked for.
pub const WEEKS: [u8; 3] = [4, 12, 26];

/// Weeks from Monday to Sunday in a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The Mondays, oldest first.
    pub mondays: Vec<Date>,
    /// First instant of the first week.
    pub from: Timestamp,
}

/// The last `weeks` weeks, this one included. What is not among [`WEEKS`] is the shortest.
pub fn period(now: Timestamp, zone: &TimeZone, weeks: u8) -> Period {
    let weeks = if WEEKS.contains(&weeks) {
        weeks
    } else {
        WEEKS[0]
    };
    let monday = monday_of(zone.to_datetime(now).date());
    let back = |weeks: u8| {
        let days = Span::new().days(7 * i32::from(weeks));
        monday.checked_sub(days).unwrap_or(monday)
    };
    let mondays: Vec<Date> = (0..weeks).rev().map(back).collect();
    let first = mondays.first().copied().unwrap_or(monday);
    let from = first.to_zoned(zone.clone());
    Period {
        from: from.map_or(Timestamp::MIN, |from| from.timestamp()),
        mondays,
    }
}

/// The Monday of a day's week.
pub(super) fn monday_of(date: Date) -> Date {
    let days = Span::new().days(date.weekday().to_monday_zero_offset());
    date.checked_sub(days).unwrap_or(date)
}
