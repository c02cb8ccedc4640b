//! Instants as integer microseconds UTC, and weekdays by name. Knows no clock: `now` is always an argument.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub const DAY_US: i64 = 86_400_000_000;

/// Microseconds since 1970-01-01T00:00:00Z; what is finer is cut off towards the past.
#[must_use]
pub fn to_us(instant: Timestamp) -> i64 {
    let finer = instant.subsec_nanosecond() % 1_000;
    instant.as_microsecond() - i64::from(finer < 0)
}

/// # Errors
/// When the instant lies outside jiff's years −9999 to 9999.
pub fn from_us(us: i64) -> Result<Timestamp, jiff::Error> {
    Timestamp::from_microsecond(us)
}

/// The instant, cut to the microseconds that storage keeps.
#[must_use]
pub fn whole_us(instant: Timestamp) -> Timestamp {
    from_us(to_us(instant)).unwrap_or(instant)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// Monday is 0.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self, Weekday::Saturday | Weekday::Sunday)
    }
}

impl From<jiff::civil::Weekday> for Weekday {
    fn from(weekday: jiff::civil::Weekday) -> Weekday {
        Weekday::ALL[weekday.to_monday_zero_offset().unsigned_abs() as usize]
    }
}
