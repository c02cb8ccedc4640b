//! Which days of a calendar differ from its week: compiled holidays, then operators' overrides,
//! then the calendar's own exceptions.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::civil_day::CivilDay;
use super::holidays::{Data, HolidayName, data};
use super::{CalendarError, CalendarSpec, ChangedDay, DayChange, Hours, Note, Override};

/// What a day is instead of a day of the week.
#[derive(Clone, Debug)]
pub(super) enum SpecialDay {
    Holiday(HolidayName),
    Closed(String),
    Hours { name: String, hours: Hours },
}

pub(super) type SpecialDays = BTreeMap<CivilDay, SpecialDay>;

/// An override "every year" reaches over these years.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

pub(super) fn special_days(
    spec: &CalendarSpec,
    overrides: &[Override],
    as_of: Timestamp,
) -> Result<SpecialDays, CalendarError> {
    let mut days = compiled(spec, data());
    let mut applied: Vec<&Override> = overrides
        .iter()
        .filter(|change| applies(change, spec) && change.is_known(as_of))
        .collect();
    // The narrower and the later entered one wins.
    applied.sort_by_key(|change| (change.subdivision.is_some(), change.known_from));
    for change in applied {
        for date in changed_dates(&change.day)? {
            if change.is_valid_on(date) {
                apply(&mut days, CivilDay::of(date), &change.change);
            }
        }
    }
    for exception in &spec.exceptions {
        apply(&mut days, CivilDay::of(exception.date), &exception.change);
    }
    Ok(days)
}

/// What is not known about the calendar's place.
pub(super) fn place_notes(spec: &CalendarSpec) -> Vec<Note> {
    let Some(country) = spec.country.clone() else {
        return Vec::new();
    };
    let Some(lines) = data().country(&country) else {
        return vec![Note::HolidaysUnknownCountry { country }];
    };
    let has_subdivisions = lines.iter().any(|line| !line.subdivision.is_empty());
    match spec.subdivision.clone() {
        Some(subdivision)
            if has_subdivisions && !lines.iter().any(|line| line.subdivision == subdivision) =>
        {
            vec![Note::HolidaysUnknownSubdivision {
                country,
                subdivision,
            }]
        }
        _ => Vec::new(),
    }
}

fn compiled(spec: &CalendarSpec, data: &Data) -> SpecialDays {
    let mut days = SpecialDays::new();
    let lines = spec
        .country
        .as_deref()
        .and_then(|country| data.country(country));
    let lines = lines.unwrap_or_default();
    let own = spec
        .subdivision
        .as_deref()
        .filter(|subdivision| !subdivision.is_empty());
    for line in lines.iter().filter(|line| line.subdivision.is_empty()) {
        for &date in &line.dates {
            days.insert(CivilDay::of(date), SpecialDay::Holiday(line.name.clone()));
        }
    }
    for line in lines.iter().filter(|line| Some(line.subdivision) == own) {
        for &date in &line.dates {
            if line.lacks {
                days.remove(&CivilDay::of(date));
            } else {
                days.insert(CivilDay::of(date), SpecialDay::Holiday(line.name.clone()));
            }
        }
    }
    days
}

fn applies(change: &Override, spec: &CalendarSpec) -> bool {
    Some(change.country.as_str()) == spec.country.as_deref()
        && (change.subdivision.is_none() || change.subdivision == spec.subdivision)
}

fn changed_dates(day: &ChangedDay) -> Result<Vec<Date>, CalendarError> {
    match *day {
        ChangedDay::On { date } => Ok(vec![date]),
        ChangedDay::EveryYear { month, day } => {
            // 2000 is a leap year: a day that it lacks does not exist in any year.
            if Date::new(2000, month, day).is_err() {
                return Err(CalendarError::BadDayOfYear { month, day });
            }
            Ok(YEARS
                .filter_map(|year| Date::new(year, month, day).ok())
                .collect())
        }
    }
}

fn apply(days: &mut SpecialDays, day: CivilDay, change: &DayChange) {
    let special = match change {
        DayChange::AddHoliday { name } => SpecialDay::Holiday(name.clone()),
        DayChange::Close { name } => SpecialDay::Closed(name.clone()),
        DayChange::Hours { name, hours } if hours.intervals().is_empty() => {
            SpecialDay::Closed(name.clone())
        }
        DayChange::Hours { name, hours } => SpecialDay::Hours {
            name: name.clone(),
            hours: hours.clone(),
        },
        DayChange::RemoveHoliday => {
            if matches!(days.get(&day), Some(SpecialDay::Holiday(_))) {
                days.remove(&day);
            }
            return;
        }
    };
    days.insert(day, special);
}

#[cfg(test)]
mod tests {
    use super::super::holidays::read;
    use super::*;

    #[test]
    fn a_subdivision_may_lack_a_national_day_and_have_its_own() {
        let text = "version x\nyears 2026..2026\nQQ|||Day|dan|01-01 01-02\nQQ|A|lacks|Day|dan|01-02\nQQ|A||Own|svoj|01-03";
        let data = read(text).unwrap();
        for (subdivision, expected) in [
            (None, vec![1, 2]),
            (Some("A"), vec![1, 3]),
            (Some("B"), vec![1, 2]),
        ] {
            let mut spec = CalendarSpec::working_days("one", "UTC", Some("QQ"));
            spec.subdivision = subdivision.map(str::to_owned);
            let days = compiled(&spec, &data);
            let days: Vec<i8> = days
                .keys()
                .filter_map(|day| Some(day.date()?.day()))
                .collect();
            assert_eq!(days, expected, "{subdivision:?}");
        }
    }
}
