//! The worked examples of the contract, and those of another marketplace's report.

use jiff::SignedDuration;
use jiff::civil::date;
use rules::deadline::{Derivation, Reason, due_soon_at};

use super::build::{DAY, at, calendar, derive, due_wall, reasons, slovenia, spec, wall};
use rules::time::Weekday;

#[test]
fn slovenian_deadlines_of_24_hours() {
    let calendar = slovenia();
    for (received, due) in [
        // A state holiday on which people work.
        ("2026-11-20T15:00", "2026-11-23T15:00:00"),
        ("2026-11-21T10:00", "2026-11-24T00:00:00"),
        ("2026-12-24T15:00", "2026-12-28T15:00:00"),
        ("2026-12-31T12:00", "2027-01-04T12:00:00"),
        ("2027-02-05T09:00", "2027-02-09T09:00:00"),
        ("2027-03-26T20:00", "2027-03-30T20:00:00"),
        ("2027-04-26T18:00", "2027-04-28T18:00:00"),
        ("2027-06-24T08:15", "2027-06-28T08:15:00"),
        ("2027-10-29T14:00", "2027-11-02T14:00:00"),
    ] {
        assert_eq!(due_wall(&calendar, received, DAY), due, "{received}");
    }
}

#[test]
fn slovenian_working_days_of_a_year() {
    let calendar = slovenia();
    for (year, days) in [(2026, 254), (2027, 255)] {
        let all = date(year, 1, 1)
            .series(jiff::ToSpan::days(1))
            .take_while(|day| day.year() == year);
        assert_eq!(
            all.filter(|&day| calendar.is_open_on(day)).count(),
            days,
            "{year}"
        );
    }
}

#[test]
fn a_polish_report_of_deadlines() {
    let poland = calendar(&spec("Europe/Warsaw", Some("PL")));
    assert_eq!(
        due_wall(&poland, "2025-04-25T17:23:21", DAY),
        "2025-04-28T17:23:21"
    );
}

#[test]
fn the_due_instant_is_the_earliest() {
    let calendar = slovenia();
    let vectors = [
        ("2026-11-20T00:00", 24, "2026-11-21T00:00:00"),
        ("2026-11-19T00:00", 48, "2026-11-21T00:00:00"),
        ("2026-11-21T00:00", 0, "2026-11-21T00:00:00"),
        ("2026-11-21T13:00", 0, "2026-11-21T13:00:00"),
    ];
    for (received, hours, due) in vectors {
        let budget = SignedDuration::from_hours(hours);
        assert_eq!(
            due_wall(&calendar, received, budget),
            due,
            "{received} + {hours} h"
        );
    }
}

#[test]
fn the_derivation_names_every_day() {
    let calendar = slovenia();
    let derivation = derive(&calendar, "2027-02-05T09:00", DAY);
    let holiday = Reason::Holiday {
        name: "Prešeren's Day, the Slovenian Cultural Holiday".to_owned(),
        local_name: "Prešernov dan, slovenski kulturni praznik".to_owned(),
    };
    let expected = [
        ("2027-02-05", None),
        (
            "2027-02-06",
            Some(Reason::Weekend {
                weekday: Weekday::Saturday,
            }),
        ),
        (
            "2027-02-07",
            Some(Reason::Weekend {
                weekday: Weekday::Sunday,
            }),
        ),
        ("2027-02-08", Some(holiday)),
        ("2027-02-09", None),
    ];
    assert_eq!(
        reasons(&derivation),
        expected.map(|(day, reason)| (day.to_owned(), reason))
    );
    let counted: Vec<i64> = derivation
        .days
        .iter()
        .map(|day| day.counted_us / 3_600_000_000)
        .collect();
    assert_eq!(counted, [15, 0, 0, 0, 9]);
    assert_eq!(derivation.notes, []);
}

#[test]
fn a_share_of_the_budget_is_due_sooner() {
    let calendar = slovenia();
    let soon = |received: &str, budget, percent| {
        let instant = due_soon_at(&calendar, at(&calendar, received), budget, &[], percent);
        wall(&calendar, instant.expect("good").expect("nothing stands"))
    };
    assert_eq!(soon("2026-11-20T15:00", DAY, 75), "2026-11-23T09:00:00");
    assert_eq!(soon("2026-11-20T15:00", DAY, 100), "2026-11-23T15:00:00");
    // A third of a microsecond is not reached before the next whole one.
    assert_eq!(
        soon("2026-11-20T15:00", SignedDuration::from_micros(1), 33),
        "2026-11-20T15:00:00.000001"
    );
}

#[test]
fn what_is_not_known_of_holidays_is_said() {
    use rules::deadline::{Note, due};
    let notes = |country: Option<&str>, subdivision: Option<&str>, received: &str| {
        let mut spec = spec("Europe/Ljubljana", country);
        spec.subdivision = subdivision.map(str::to_owned);
        let calendar = calendar(&spec);
        let derived: Derivation =
            due(&calendar, at(&calendar, received), DAY, &[]).expect("a deadline");
        derived.notes
    };
    assert_eq!(notes(Some("SI"), None, "2035-12-28T12:00"), []);
    assert_eq!(
        notes(Some("SI"), None, "2035-12-31T12:00"),
        [Note::HolidaysUnknownFrom { year: 2036 }]
    );
    assert_eq!(
        notes(Some("SI"), None, "2023-12-29T12:00"),
        [Note::HolidaysUnknownBefore { year: 2024 }]
    );
    assert_eq!(notes(Some("SI"), None, "2024-01-03T12:00"), []);
    assert_eq!(notes(None, None, "2040-01-02T12:00"), []);
    assert_eq!(
        notes(Some("US"), None, "2026-01-02T12:00"),
        [Note::HolidaysUnknownCountry {
            country: "US".to_owned()
        }]
    );
    assert_eq!(
        notes(Some("DE"), Some("XX"), "2026-01-02T12:00"),
        [Note::HolidaysUnknownSubdivision {
            country: "DE".to_owned(),
            subdivision: "XX".to_owned()
        }]
    );
    assert_eq!(notes(Some("DE"), Some("BY"), "2026-01-02T12:00"), []);
}
