//! A calendar: time zone, hours of each weekday, holidays and exceptional days, with a version
//! that changes with any of them. Knows nothing of messages or sellers.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::civil_day::CivilDay;
use super::fingerprint::Fingerprint;
use super::holidays::{data, data_years};
use super::resolve::{SpecialDay, place_notes, special_days};
use super::{CalendarError, DayChange, HolidayName, Hours, Interval, Note, Override, Reason, Week};
use crate::time::Weekday;

/// What a calendar is made of; as JSON this is how a calendar is stored and configured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarSpec {
    pub id: String,
    /// IANA name, for instance `Europe/Ljubljana`.
    pub zone: String,
    /// ISO 3166-1 code in capitals; `None` is a calendar without public holidays.
    pub country: Option<String>,
    /// As the holiday data writes it: the part of ISO 3166-2 after the hyphen.
    pub subdivision: Option<String>,
    pub week: Week,
    #[serde(default)]
    pub exceptions: Vec<DayException>,
}

/// A day of this calendar alone that differs from its week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayException {
    pub date: Date,
    pub change: DayChange,
}

impl CalendarSpec {
    /// Whole days from Monday to Friday without public holidays.
    #[must_use]
    pub fn working_days(id: &str, zone: &str, country: Option<&str>) -> CalendarSpec {
        CalendarSpec {
            id: id.to_owned(),
            zone: zone.to_owned(),
            country: country.map(str::to_owned),
            subdivision: None,
            week: Week::monday_to_friday(&Hours::whole_day()),
            exceptions: Vec::new(),
        }
    }
}

/// A calendar with its days resolved. Making one costs about 0.1 ms: make it once and share it.
#[derive(Clone, Debug)]
pub struct Calendar {
    id: String,
    version: String,
    zone_name: String,
    pub(super) zone: TimeZone,
    week: Week,
    special: Vec<(CivilDay, SpecialDay)>,
    place_notes: Vec<Note>,
    has_compiled_holidays: bool,
}

impl Calendar {
    /// The calendar as it was known at `as_of`; `overrides` may hold those of other places too.
    /// Of several for one day the subdivision's wins, then the one entered later, then the later
    /// in the list; the calendar's own exceptions win over all.
    ///
    /// # Errors
    /// When the zone or a day of an override does not exist.
    pub fn new(
        spec: &CalendarSpec,
        overrides: &[Override],
        as_of: Timestamp,
    ) -> Result<Calendar, CalendarError> {
        let zone =
            TimeZone::get(&spec.zone).map_err(|_| CalendarError::UnknownZone(spec.zone.clone()))?;
        let country = spec.country.as_deref();
        let mut calendar = Calendar {
            id: spec.id.clone(),
            version: String::new(),
            zone_name: spec.zone.clone(),
            zone,
            week: spec.week.clone(),
            special: special_days(spec, overrides, as_of)?.into_iter().collect(),
            place_notes: place_notes(spec),
            has_compiled_holidays: country.is_some_and(|code| data().country(code).is_some()),
        };
        calendar.version = calendar.fingerprint();
        Ok(calendar)
    }

    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// `id@date of the compiled holidays+fingerprint`. The fingerprint covers the zone with its
    /// clock changes, the week, and every holiday and exceptional day with its name, so equal
    /// versions give equal deadlines and derivations.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    #[must_use]
    pub fn zone_name(&self) -> &str {
        &self.zone_name
    }

    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Whether any time of this day counts.
    #[must_use]
    pub fn is_open_on(&self, date: Date) -> bool {
        !self.on(CivilDay::of(date)).intervals.is_empty()
    }

    /// How many days have any time that counts, from `first` to `last`, both included.
    #[must_use]
    pub fn working_days(&self, first: Date, last: Date) -> u32 {
        let (first, last) = (CivilDay::of(first), CivilDay::of(last));
        let open = |day: &i32| !self.on(CivilDay(*day)).intervals.is_empty();
        let count = (first.0..=last.0).filter(open).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// All public holidays of the calendar in order, also those on days that would not count anyway.
    pub fn holidays(&self) -> impl Iterator<Item = (Date, &HolidayName)> {
        self.special
            .iter()
            .filter_map(|(day, special)| match special {
                SpecialDay::Holiday(name) => Some((day.date()?, name)),
                _ => None,
            })
    }

    pub(super) fn on(&self, day: CivilDay) -> DayHours<'_> {
        let weekday = day.weekday();
        let week = self.week.on(weekday).intervals();
        let found = self.special.binary_search_by_key(&day, |(day, _)| *day);
        match found.ok().map(|index| &self.special[index].1) {
            Some(SpecialDay::Hours { name, hours }) => DayHours {
                intervals: hours.intervals(),
                why: Why::OutsideHours(Some(name)),
            },
            _ if week.is_empty() => DayHours {
                intervals: &[],
                why: Why::Weekday(weekday),
            },
            Some(SpecialDay::Holiday(name)) => DayHours {
                intervals: &[],
                why: Why::Holiday(name),
            },
            Some(SpecialDay::Closed(name)) => DayHours {
                intervals: &[],
                why: Why::Closed(name),
            },
            None => DayHours {
                intervals: week,
                why: Why::OutsideHours(None),
            },
        }
    }

    /// What a reader of a derivation over these years must know.
    pub(super) fn notes(&self, first: i16, last: i16) -> Vec<Note> {
        let mut notes = self.place_notes.clone();
        let years = data_years();
        if self.has_compiled_holidays && first < *years.start() {
            notes.push(Note::HolidaysUnknownBefore {
                year: *years.start(),
            });
        }
        if self.has_compiled_holidays && last > *years.end() {
            notes.push(Note::HolidaysUnknownFrom {
                year: *years.end() + 1,
            });
        }
        notes
    }

    fn fingerprint(&self) -> String {
        let mut print = Fingerprint::new();
        let years = data_years();
        let written = self.write_days(&mut print).and_then(|()| {
            let after = CivilDay::of(jiff::civil::date(*years.start(), 1, 1)).start_utc();
            let until = CivilDay::of(jiff::civil::date(*years.end() + 1, 1, 1)).start_utc();
            for change in self.zone.following(after) {
                if change.timestamp() >= until {
                    break;
                }
                writeln!(print, "{} {}", change.timestamp(), change.offset())?;
            }
            Ok(())
        });
        debug_assert!(written.is_ok(), "a fingerprint takes any text");
        format!("{}@{}+{}", self.id, data().version, print.text())
    }

    fn write_days(&self, out: &mut impl Write) -> std::fmt::Result {
        writeln!(out, "rules 1\n{:?}\n{:?}", self.zone_name, self.place_notes)?;
        for weekday in Weekday::ALL {
            writeln!(out, "{weekday:?} {:?}", self.week.on(weekday))?;
        }
        for (day, special) in &self.special {
            writeln!(out, "{} {special:?}", day.0)?;
        }
        Ok(())
    }
}

/// The hours of one day, and why the rest of it does not count.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayHours<'a> {
    pub(super) intervals: &'a [Interval],
    pub(super) why: Why<'a>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Why<'a> {
    Weekday(Weekday),
    Holiday(&'a HolidayName),
    Closed(&'a str),
    OutsideHours(Option<&'a String>),
}

impl Why<'_> {
    pub(super) fn reason(self) -> Reason {
        match self {
            Why::Weekday(weekday) if weekday.is_weekend() => Reason::Weekend { weekday },
            Why::Weekday(weekday) => Reason::DayOff { weekday },
            Why::Holiday(name) => Reason::Holiday {
                name: name.english.clone().into_owned(),
                local_name: name.local.clone().into_owned(),
            },
            Why::Closed(name) => Reason::Closed {
                name: name.to_owned(),
            },
            Why::OutsideHours(name) => Reason::OutsideHours {
                name: name.cloned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_rule_of_the_zone_changes_the_version() {
        let spec = CalendarSpec::working_days("one", "Europe/Ljubljana", None);
        let mut calendar = Calendar::new(&spec, &[], Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(calendar.fingerprint(), calendar.version);
        calendar.zone = TimeZone::posix("CET-1").unwrap();
        assert_ne!(calendar.fingerprint(), calendar.version);
    }
}
