//! Operators' changes: what they do, when they are valid, when they are known, and which wins.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use rules::deadline::{Calendar, CalendarSpec, ChangedDay, DayChange, Override};

use super::build::{holiday, hours, on, spec};

fn add(day: Date) -> Override {
    change(ChangedDay::On { date: day }, holiday("new"))
}

fn change(day: ChangedDay, change: DayChange) -> Override {
    Override {
        country: "DE".to_owned(),
        subdivision: None,
        day,
        change,
        valid_from: None,
        valid_to: None,
        known_from: instant("2026-01-01T00:00:00Z"),
        known_to: None,
    }
}

fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn germany(subdivision: Option<&str>) -> CalendarSpec {
    let subdivision = subdivision.map(str::to_owned);
    CalendarSpec {
        subdivision,
        ..spec("Europe/Berlin", Some("DE"))
    }
}

fn build(spec: &CalendarSpec, overrides: &[Override]) -> Calendar {
    Calendar::new(spec, overrides, instant("2026-06-01T00:00:00Z")).expect("a good calendar")
}

const TUESDAY: Date = date(2026, 9, 15);

#[test]
fn a_day_is_added_for_the_country_or_for_a_subdivision() {
    let national = [add(TUESDAY)];
    let regional = [Override {
        subdivision: Some("BY".to_owned()),
        ..add(TUESDAY)
    }];
    let abroad = [Override {
        country: "AT".to_owned(),
        ..add(TUESDAY)
    }];
    for (overrides, subdivision, open) in [
        (&national, None, false),
        (&national, Some("BY"), false),
        (&regional, Some("BY"), false),
        (&regional, Some("BE"), true),
        (&regional, None, true),
        (&abroad, None, true),
    ] {
        let calendar = build(&germany(subdivision), overrides);
        assert_eq!(
            calendar.is_open_on(TUESDAY),
            open,
            "{overrides:?} {subdivision:?}"
        );
    }
}

#[test]
fn a_holiday_is_removed_and_its_weekday_applies() {
    let unity = ChangedDay::On {
        date: date(2028, 10, 3),
    };
    let calendar = build(&germany(None), &[change(unity, DayChange::RemoveHoliday)]);
    assert!(calendar.is_open_on(date(2028, 10, 3)));
    assert!(!calendar.is_open_on(date(2029, 10, 3)));
    let saturday = ChangedDay::On {
        date: date(2026, 10, 3),
    };
    let calendar = build(
        &germany(None),
        &[change(saturday, DayChange::RemoveHoliday)],
    );
    assert!(!calendar.is_open_on(date(2026, 10, 3)), "still a Saturday");
}

#[test]
fn a_yearly_day_holds_within_its_dates() {
    let day = ChangedDay::EveryYear { month: 9, day: 15 };
    let yearly = Override {
        valid_from: Some(date(2027, 9, 15)),
        valid_to: Some(date(2028, 9, 15)),
        ..change(day, holiday("new"))
    };
    let calendar = build(&germany(None), &[yearly]);
    let found: Vec<i16> = calendar
        .holidays()
        .filter(|(_, name)| name.english == "new")
        .map(|(day, _)| day.year())
        .collect();
    assert_eq!(found, [2027, 2028]);
}

#[test]
fn a_leap_day_comes_in_leap_years_and_no_day_never() {
    let leap = change(ChangedDay::EveryYear { month: 2, day: 29 }, holiday("new"));
    let calendar = build(&germany(None), &[leap]);
    assert!(!calendar.is_open_on(date(2028, 2, 29)));
    assert!(calendar.is_open_on(date(2027, 3, 1)));
    let never = change(ChangedDay::EveryYear { month: 2, day: 30 }, holiday("new"));
    let refused = Calendar::new(
        &germany(None),
        &[never],
        Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 365 * 60),
    );
    assert_eq!(
        refused.expect_err("no such day").code(),
        "calendar_bad_day_of_year"
    );
}

#[test]
fn a_calendar_knows_what_was_known() {
    let withdrawn = Override {
        known_from: instant("2026-03-01T00:00:00Z"),
        known_to: Some(instant("2026-04-01T00:00:00Z")),
        ..add(TUESDAY)
    };
    for (as_of, open) in [
        ("2026-02-28T23:59:59Z", true),
        ("2026-03-01T00:00:00Z", false),
        ("2026-03-31T23:59:59Z", false),
        ("2026-04-01T00:00:00Z", true),
    ] {
        let calendar = Calendar::new(
            &germany(None),
            std::slice::from_ref(&withdrawn),
            instant(as_of),
        );
        assert_eq!(calendar.expect("good").is_open_on(TUESDAY), open, "{as_of}");
    }
}

#[test]
fn the_narrower_then_the_later_then_the_calendars_own_wins() {
    let earlier = add(TUESDAY);
    let later = Override {
        known_from: instant("2026-02-01T00:00:00Z"),
        ..change(ChangedDay::On { date: TUESDAY }, DayChange::RemoveHoliday)
    };
    let regional = Override {
        subdivision: Some("BY".to_owned()),
        ..add(TUESDAY)
    };
    let all = [later, regional, earlier];
    assert!(build(&germany(None), &all).is_open_on(TUESDAY));
    assert!(!build(&germany(Some("BY")), &all).is_open_on(TUESDAY));
    let own_hours = DayChange::Hours {
        name: "own".to_owned(),
        hours: hours(&[("10:00", "11:00")]),
    };
    let own = CalendarSpec {
        exceptions: vec![on(TUESDAY, own_hours)],
        ..germany(Some("BY"))
    };
    assert!(build(&own, &all).is_open_on(TUESDAY));
}

#[test]
fn own_hours_without_an_interval_are_a_closure() {
    let change = DayChange::Hours {
        name: "own".to_owned(),
        hours: hours(&[]),
    };
    let own = CalendarSpec {
        exceptions: vec![on(TUESDAY, change)],
        ..germany(None)
    };
    assert!(!build(&own, &[]).is_open_on(TUESDAY));
}
