//! The derivation of a deadline as data: which days counted, how much, and why the rest did not.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::StopReason;
use crate::time::{Weekday, to_us};

/// How a deadline came about. `days` tile the time from `received` to `due` (or to
/// `standing.since`) without gap or overlap, and their counted time adds up to `budget_us`
/// (to less only while the clock stands).
///
/// JSON: snake_case; instants RFC 3339 UTC, dates ISO 8601, durations integer microseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    pub received: Timestamp,
    /// IANA name of the zone whose civil days count.
    pub zone: String,
    pub calendar: String,
    pub calendar_version: String,
    pub budget_us: i64,
    pub days: Vec<Day>,
    /// `None` while the clock stands without an end.
    pub due: Option<Timestamp>,
    pub standing: Option<Standing>,
    /// What the reader must know to trust the result.
    pub notes: Vec<Note>,
}

/// A civil day of the calendar's zone, or the part of it that the derivation touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    pub date: Date,
    pub weekday: Weekday,
    pub from: Timestamp,
    pub to: Timestamp,
    pub counted_us: i64,
    pub segments: Vec<Segment>,
}

/// A part of a day that counted wholly (`reason` is null) or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub from: Timestamp,
    pub to: Timestamp,
    pub counted_us: i64,
    pub reason: Option<Reason>,
}

/// Why a segment did not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// Saturday or Sunday without hours, a holiday or not.
    Weekend {
        weekday: Weekday,
    },
    /// Another weekday without hours.
    DayOff {
        weekday: Weekday,
    },
    /// A public holiday, its name in English and in the country's own language.
    Holiday {
        name: String,
        local_name: String,
    },
    /// Closed by the operator, with the operator's words.
    Closed {
        name: String,
    },
    /// Before, between or after the day's hours; `name` when the day has hours of its own.
    OutsideHours {
        name: Option<String>,
    },
    Stopped {
        stop: StopReason,
    },
}

/// The clock stands still since then, and nobody has said until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub since: Timestamp,
    pub stop: StopReason,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Note {
    /// No holidays of this country are known at all.
    HolidaysUnknownCountry { country: String },
    /// The national holidays are known, nothing of the subdivision's own.
    HolidaysUnknownSubdivision {
        country: String,
        subdivision: String,
    },
    /// The derivation touches days before this year, of which no holidays are known.
    HolidaysUnknownBefore { year: i16 },
    /// The derivation touches days of this year or later, of which no holidays are known.
    HolidaysUnknownFrom { year: i16 },
}

impl Derivation {
    #[must_use]
    pub fn counted_us(&self) -> i64 {
        self.days.iter().map(|day| day.counted_us).sum()
    }

    /// Whether the derivation is consistent with itself: tiles, sums and the due instant.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let mut at = self.received;
        for segment in self.days.iter().flat_map(|day| &day.segments) {
            let length_us = to_us(segment.to) - to_us(segment.from);
            let counted_us = if segment.reason.is_none() {
                length_us
            } else {
                0
            };
            if segment.from != at || length_us <= 0 || segment.counted_us != counted_us {
                return false;
            }
            at = segment.to;
        }
        let ends_right = match (&self.due, &self.standing) {
            (Some(due), None) => at == *due && self.counted_us() == self.budget_us,
            (None, Some(standing)) => at == standing.since && self.counted_us() < self.budget_us,
            _ => false,
        };
        ends_right && self.days.iter().all(Day::adds_up)
    }
}

impl Day {
    fn adds_up(&self) -> bool {
        let (Some(first), Some(last)) = (self.segments.first(), self.segments.last()) else {
            return false;
        };
        let counted_us: i64 = self.segments.iter().map(|segment| segment.counted_us).sum();
        first.from == self.from && last.to == self.to && counted_us == self.counted_us
    }
}
