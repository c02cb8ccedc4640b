//! Open hours: intervals of local wall time within one day, and a week of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::CalendarError;
use crate::time::{DAY_US, Weekday};

/// Local wall time from `from` (inclusive) to `to` (exclusive) of one civil day, to the microsecond.
/// Written `{"from": "08:00", "to": "24:00"}`; hours over midnight are two intervals on two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "WrittenInterval", into = "WrittenInterval")]
pub struct Interval {
    from_us: i64,
    to_us: i64,
}

impl Interval {
    pub const WHOLE_DAY: Interval = Interval {
        from_us: 0,
        to_us: DAY_US,
    };

    /// Times are `HH:MM`, `HH:MM:SS` or `HH:MM:SS.ffffff`; `24:00` is the end of the day.
    ///
    /// # Errors
    /// When a time cannot be read or the interval is empty.
    pub fn new(from: &str, to: &str) -> Result<Interval, CalendarError> {
        let interval = Interval {
            from_us: read_time(from)?,
            to_us: read_time(to)?,
        };
        if interval.from_us < interval.to_us {
            return Ok(interval);
        }
        Err(CalendarError::EmptyInterval {
            from: from.to_owned(),
            to: to.to_owned(),
        })
    }

    /// Microseconds after local 00:00 by the clock on the wall.
    #[must_use]
    pub fn from_us(self) -> i64 {
        self.from_us
    }

    /// Microseconds after local 00:00 by the clock on the wall; 24:00 is 86,400,000,000.
    #[must_use]
    pub fn to_us(self) -> i64 {
        self.to_us
    }
}

/// The intervals of one day, in order and apart from each other; none means the day is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Interval>", into = "Vec<Interval>")]
pub struct Hours(Vec<Interval>);

impl Hours {
    pub const CLOSED: Hours = Hours(Vec::new());

    /// # Errors
    /// When two intervals overlap. Intervals that only touch are joined.
    pub fn new(mut intervals: Vec<Interval>) -> Result<Hours, CalendarError> {
        intervals.sort_unstable();
        let mut joined: Vec<Interval> = Vec::with_capacity(intervals.len());
        for next in intervals {
            match joined.last_mut() {
                Some(last) if next.from_us < last.to_us => {
                    let (first, second) = (write_time(last.from_us), write_time(next.from_us));
                    return Err(CalendarError::Overlap { first, second });
                }
                Some(last) if next.from_us == last.to_us => last.to_us = next.to_us,
                _ => joined.push(next),
            }
        }
        Ok(Hours(joined))
    }

    #[must_use]
    pub fn whole_day() -> Hours {
        Hours(vec![Interval::WHOLE_DAY])
    }

    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }
}

/// The hours of each weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Week {
    pub monday: Hours,
    pub tuesday: Hours,
    pub wednesday: Hours,
    pub thursday: Hours,
    pub friday: Hours,
    pub saturday: Hours,
    pub sunday: Hours,
}

impl Week {
    pub const CLOSED: Week = Week {
        monday: Hours::CLOSED,
        tuesday: Hours::CLOSED,
        wednesday: Hours::CLOSED,
        thursday: Hours::CLOSED,
        friday: Hours::CLOSED,
        saturday: Hours::CLOSED,
        sunday: Hours::CLOSED,
    };

    /// The same hours from Monday to Friday, closed on Saturday and Sunday.
    #[must_use]
    pub fn monday_to_friday(hours: &Hours) -> Week {
        Week {
            monday: hours.clone(),
            tuesday: hours.clone(),
            wednesday: hours.clone(),
            thursday: hours.clone(),
            friday: hours.clone(),
            ..Week::CLOSED
        }
    }

    #[must_use]
    pub fn on(&self, weekday: Weekday) -> &Hours {
        match weekday {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }
}

/// A weekday that a written week does not name is closed, so the empty week is the default.
impl Default for Week {
    fn default() -> Week {
        Week::CLOSED
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenInterval {
    from: String,
    to: String,
}

impl TryFrom<WrittenInterval> for Interval {
    type Error = CalendarError;

    fn try_from(written: WrittenInterval) -> Result<Interval, CalendarError> {
        Interval::new(&written.from, &written.to)
    }
}

impl From<Interval> for WrittenInterval {
    fn from(interval: Interval) -> WrittenInterval {
        WrittenInterval {
            from: write_time(interval.from_us),
            to: write_time(interval.to_us),
        }
    }
}

impl TryFrom<Vec<Interval>> for Hours {
    type Error = CalendarError;

    fn try_from(intervals: Vec<Interval>) -> Result<Hours, CalendarError> {
        Hours::new(intervals)
    }
}

impl From<Hours> for Vec<Interval> {
    fn from(hours: Hours) -> Vec<Interval> {
        hours.0
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}–{}",
            write_time(self.from_us),
            write_time(self.to_us)
        )
    }
}

fn read_time(written: &str) -> Result<i64, CalendarError> {
    parse_time(written).ok_or_else(|| CalendarError::BadTime(written.to_owned()))
}

fn parse_time(written: &str) -> Option<i64> {
    let (clock, fraction) = written.split_once('.').unwrap_or((written, "0"));
    let mut fields = clock.split(':');
    let hour = two_digits(fields.next()?)?;
    let minute = two_digits(fields.next()?)?;
    let second = fields.next();
    if fields.next().is_some() || (second.is_none() && written.contains('.')) {
        return None;
    }
    let second = second.map_or(Some(0), two_digits)?;
    if minute > 59 || second > 59 || fraction.is_empty() || fraction.len() > 6 {
        return None;
    }
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let fraction_us: i64 = format!("{fraction:0<6}").parse().ok()?;
    let us = ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction_us;
    (us <= DAY_US).then_some(us)
}

fn two_digits(field: &str) -> Option<i64> {
    let digits = field.len() == 2 && field.bytes().all(|digit| digit.is_ascii_digit());
    if digits { field.parse().ok() } else { None }
}

fn write_time(us: i64) -> String {
    let (seconds, fraction_us) = (us / 1_000_000, us % 1_000_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (second, fraction_us) {
        (0, 0) => format!("{hour:02}:{minute:02}"),
        (_, 0) => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}.{fraction_us:06}"),
    }
}
