//! What operators change in a calendar's days: added and removed holidays, closures, own hours.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{HolidayName, Hours};

/// What a day becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DayChange {
    /// A public holiday: nothing counts.
    AddHoliday { name: HolidayName },
    /// No holiday after all: the weekday's hours apply.
    RemoveHoliday,
    /// Closed for another reason than a public holiday.
    Close { name: String },
    /// Own hours: an exceptional opening, a moved working day or a short day.
    /// They replace the weekday's hours and any holiday.
    Hours { name: String, hours: Hours },
}

/// Which days an override changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChangedDay {
    On {
        date: Date,
    },
    /// Each year from 2000 to 2099 that has this day.
    EveryYear {
        month: i8,
        day: i8,
    },
}

/// An operator's change for a whole country or one subdivision.
///
/// It has two ranges that mean different things.
/// `valid_from` to `valid_to` (inclusive) are *civil days*: the law's own dates, for instance
/// "work-free from 2027 on". `known_from` to `known_to` (exclusive) are *instants*: when the
/// operator entered it, and withdrew it. A calendar is built as of an instant and takes the
/// overrides known then, so a calendar of the past can be built again exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    pub country: String,
    /// `None`: the whole country with all its subdivisions.
    pub subdivision: Option<String>,
    pub day: ChangedDay,
    pub change: DayChange,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub known_from: Timestamp,
    pub known_to: Option<Timestamp>,
}

impl Override {
    #[must_use]
    pub fn is_known(&self, as_of: Timestamp) -> bool {
        self.known_from <= as_of && self.known_to.is_none_or(|to| as_of < to)
    }

    #[must_use]
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}
