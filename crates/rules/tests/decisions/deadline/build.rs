//! Short ways to say a calendar and an instant.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};
use rules::deadline::{
    Calendar, CalendarSpec, DayChange, DayException, Derivation, HolidayName, Hours, Interval,
    Reason, Week, due,
};

pub(crate) const DAY: SignedDuration = SignedDuration::from_hours(24);

pub(crate) fn spec(zone: &str, country: Option<&str>) -> CalendarSpec {
    CalendarSpec::working_days(country.unwrap_or("plain"), zone, country)
}

pub(crate) fn calendar(spec: &CalendarSpec) -> Calendar {
    Calendar::new(spec, &[], Timestamp::UNIX_EPOCH).expect("a good calendar")
}

pub(crate) fn slovenia() -> Calendar {
    calendar(&spec("Europe/Ljubljana", Some("SI")))
}

pub(crate) fn office(zone: &str, intervals: &[(&str, &str)]) -> CalendarSpec {
    CalendarSpec {
        week: Week::monday_to_friday(&hours(intervals)),
        ..spec(zone, None)
    }
}

pub(crate) fn hours(intervals: &[(&str, &str)]) -> Hours {
    let intervals = intervals
        .iter()
        .map(|(from, to)| Interval::new(from, to).expect("a good interval"));
    Hours::new(intervals.collect()).expect("good hours")
}

pub(crate) fn holiday(name: &str) -> DayChange {
    let name = HolidayName {
        english: name.to_owned().into(),
        local: name.to_owned().into(),
    };
    DayChange::AddHoliday { name }
}

pub(crate) fn on(date: Date, change: DayChange) -> DayException {
    DayException { date, change }
}

/// The first instant at which the wall in the calendar's zone shows this.
pub(crate) fn at(calendar: &Calendar, wall: &str) -> Timestamp {
    let wall: DateTime = wall.parse().expect("a wall time");
    calendar
        .zone()
        .to_ambiguous_timestamp(wall)
        .earlier()
        .expect("an instant")
}

pub(crate) fn wall(calendar: &Calendar, instant: Timestamp) -> String {
    calendar.zone().to_datetime(instant).to_string()
}

/// The due wall time, after checking that the derivation adds up.
pub(crate) fn due_wall(calendar: &Calendar, received: &str, budget: SignedDuration) -> String {
    let derivation = derive(calendar, received, budget);
    wall(calendar, derivation.due.expect("nothing stands"))
}

pub(crate) fn derive(calendar: &Calendar, received: &str, budget: SignedDuration) -> Derivation {
    let derivation = due(calendar, at(calendar, received), budget, &[]).expect("a deadline");
    assert!(derivation.adds_up(), "{derivation:#?}");
    derivation
}

pub(crate) fn reasons(derivation: &Derivation) -> Vec<(String, Option<Reason>)> {
    let segments = derivation.days.iter().flat_map(|day| {
        day.segments
            .iter()
            .map(|segment| (day.date.to_string(), segment.reason.clone()))
    });
    segments.collect()
}
