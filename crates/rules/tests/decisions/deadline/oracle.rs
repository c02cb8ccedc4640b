//! A second calculator that looks at the wall clock of every single minute, on random calendars
//! around changes of the clock.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rules::deadline::{Calendar, CalendarSpec, DayChange, Hours, due_at};
use rules::time::Weekday;

use super::build::{calendar, on};
use super::properties::{ZONES, any_hours, any_spec};

fn is_open(
    spec: &CalendarSpec,
    calendar: &Calendar,
    holidays: &BTreeSet<Date>,
    at: Timestamp,
) -> bool {
    let wall = calendar.zone().to_datetime(at);
    let own = spec
        .exceptions
        .iter()
        .rev()
        .find(|exception| exception.date == wall.date());
    let hours: &Hours = match own.map(|exception| &exception.change) {
        Some(DayChange::Hours { hours, .. }) => hours,
        _ if holidays.contains(&wall.date()) => &Hours::CLOSED,
        _ => spec.week.on(Weekday::from(wall.date().weekday())),
    };
    let minute = i64::from(wall.hour()) * 60 + i64::from(wall.minute());
    let mut intervals = hours.intervals().iter();
    intervals
        .any(|span| span.from_us() / 60_000_000 <= minute && minute < span.to_us() / 60_000_000)
}

/// `None` when the budget is not used up within thirty days.
fn minute_by_minute(
    spec: &CalendarSpec,
    calendar: &Calendar,
    start: Timestamp,
    minutes: i64,
) -> Option<Timestamp> {
    let holidays = calendar.holidays().map(|(day, _)| day).collect();
    let mut left = minutes;
    let mut at = start;
    for _ in 0..30 * 24 * 60 {
        if left == 0 {
            return Some(at);
        }
        left -= i64::from(is_open(spec, calendar, &holidays, at));
        at += SignedDuration::from_mins(1);
    }
    None
}

/// An instant up to three days before or half a day after a change of the zone's clocks.
fn near_a_change(zone: &str, pick: u64, minutes: i64) -> Timestamp {
    let from = date(2011, 12, 1)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .expect("in range")
        .timestamp();
    let zone = jiff::tz::TimeZone::get(zone).expect("a zone");
    let changes: Vec<Timestamp> = zone
        .following(from)
        .take(40)
        .map(|change| change.timestamp())
        .collect();
    let picked = changes.get(usize::try_from(pick).expect("small") % changes.len().max(1));
    *picked.unwrap_or(&from) - SignedDuration::from_hours(72) + SignedDuration::from_mins(minutes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_agrees_with_looking_at_every_minute(
        spec in any_spec("minute"), own_hours in any_hours("minute"), own_day in 0..7_i64,
        pick in 0..40_u64, start in 0..84 * 60_i64, minutes in 0..60 * 60_i64,
    ) {
        let start = near_a_change(&spec.zone, pick, start);
        let day = jiff::tz::Offset::UTC.to_datetime(start).date() + SignedDuration::from_hours(24 * own_day);
        let change = DayChange::Hours { name: "own".to_owned(), hours: own_hours };
        let spec = CalendarSpec { exceptions: vec![on(day, change)], ..spec };
        let calendar = calendar(&spec);
        if let Some(expected) = minute_by_minute(&spec, &calendar, start, minutes) {
            let due = due_at(&calendar, start, SignedDuration::from_mins(minutes), &[]);
            prop_assert_eq!(due, Ok(Some(expected)), "{}", spec.zone);
        }
    }
}

#[test]
fn the_oracle_sees_changes_of_the_clock() {
    let changing = ZONES.iter().filter(|zone| {
        let zone = jiff::tz::TimeZone::get(zone).expect("a zone");
        zone.following(Timestamp::UNIX_EPOCH).count() > 40
    });
    assert!(changing.count() >= 7);
}
