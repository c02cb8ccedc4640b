//! What other calculators of reply deadlines are known to get wrong.

use jiff::SignedDuration;
use jiff::civil::date;
use rules::deadline::{DayChange, Note, Reason};

use super::build::{DAY, calendar, derive, due_wall, hours, office, on, reasons, slovenia, spec};

#[test]
fn seconds_and_the_last_minute_of_a_day_count() {
    let calendar = slovenia();
    assert_eq!(
        due_wall(&calendar, "2026-11-17T23:59:59.999999", DAY),
        "2026-11-18T23:59:59.999999"
    );
    assert_eq!(
        due_wall(
            &calendar,
            "2026-11-16T00:00",
            SignedDuration::from_hours(120)
        ),
        "2026-11-21T00:00:00",
        "five whole days lose no minute at their midnights"
    );
}

#[test]
fn a_long_closure_is_no_error() {
    let mut closed = office("Europe/Ljubljana", &[("09:00", "10:00")]);
    closed.exceptions = (0..400)
        .map(|days| {
            on(
                date(2026, 1, 5) + SignedDuration::from_hours(24 * days),
                DayChange::Close {
                    name: "dopust".to_owned(),
                },
            )
        })
        .collect();
    let calendar = calendar(&closed);
    assert_eq!(
        due_wall(&calendar, "2026-01-02T09:30", SignedDuration::from_hours(1)),
        "2027-02-09T09:30:00"
    );
}

#[test]
fn a_long_budget_is_no_error() {
    let calendar = calendar(&spec("UTC", None));
    let weeks_600 = SignedDuration::from_hours(600 * 5 * 24);
    assert_eq!(
        due_wall(&calendar, "2026-01-05T12:00", weeks_600),
        "2037-07-06T12:00:00"
    );
}

#[test]
fn a_lunch_break_does_not_count() {
    let calendar = calendar(&office(
        "Europe/Ljubljana",
        &[("13:00", "17:00"), ("08:00", "12:00")],
    ));
    let budget = SignedDuration::from_hours(4);
    assert_eq!(
        due_wall(&calendar, "2026-11-20T10:00", budget),
        "2026-11-20T15:00:00"
    );
    assert_eq!(
        due_wall(&calendar, "2026-11-20T12:30", budget),
        "2026-11-20T17:00:00"
    );
    assert_eq!(
        due_wall(&calendar, "2026-11-20T16:00", budget),
        "2026-11-23T11:00:00"
    );
    let derivation = derive(&calendar, "2026-11-20T10:00", budget);
    let outside = Some(Reason::OutsideHours { name: None });
    let reasons: Vec<_> = reasons(&derivation)
        .into_iter()
        .map(|(_, reason)| reason)
        .collect();
    assert_eq!(reasons, [None, outside, None]);
}

#[test]
fn the_buyers_time_zone_makes_no_second_answer() {
    let calendar = slovenia();
    let derivation = derive(&calendar, "2026-11-20T15:00", DAY);
    let json = serde_json::to_value(&derivation).expect("json");
    assert_eq!(json["due"], "2026-11-23T14:00:00Z");
    assert_eq!(json["zone"], "Europe/Ljubljana");
}

#[test]
fn a_short_day_and_an_exceptional_opening_are_days_like_others() {
    let mut spec = spec("Europe/Ljubljana", Some("SI"));
    let name = || "inventura".to_owned();
    spec.exceptions = vec![
        on(
            date(2026, 12, 24),
            DayChange::Hours {
                name: name(),
                hours: hours(&[("08:00", "12:00")]),
            },
        ),
        // A Saturday that is a holiday too.
        on(
            date(2026, 12, 26),
            DayChange::Hours {
                name: name(),
                hours: hours(&[("08:00", "10:00")]),
            },
        ),
    ];
    let calendar = calendar(&spec);
    let derivation = derive(&calendar, "2026-12-24T11:00", SignedDuration::from_hours(4));
    let due = derivation.due.expect("nothing stands");
    assert_eq!(super::build::wall(&calendar, due), "2026-12-28T01:00:00");
    let counted: Vec<i64> = derivation
        .days
        .iter()
        .map(|day| day.counted_us / 3_600_000_000)
        .collect();
    assert_eq!(counted, [1, 0, 2, 0, 1]);
    let outside = Some(Reason::OutsideHours { name: Some(name()) });
    assert_eq!(derivation.days[0].segments[1].reason, outside);
    assert_eq!(derivation.days[2].segments[0].reason, outside);
}

#[test]
fn a_holiday_is_on_its_own_day() {
    let calendar = slovenia();
    let derivation = derive(&calendar, "2027-02-08T00:00", SignedDuration::from_mins(1));
    let days: Vec<String> = derivation
        .days
        .iter()
        .map(|day| day.date.to_string())
        .collect();
    assert_eq!(days, ["2027-02-08", "2027-02-09"]);
    assert!(matches!(
        derivation.days[0].segments[0].reason,
        Some(Reason::Holiday { .. })
    ));
    assert!(
        !derivation
            .notes
            .contains(&Note::HolidaysUnknownFrom { year: 2036 })
    );
}
