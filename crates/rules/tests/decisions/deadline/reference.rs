//! Every case of the reference data.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rules::deadline::{Calendar, due, due_at, elapsed};
use serde::Deserialize;

use super::build::{calendar, holiday, on, spec};
use crate::shared_data;

#[derive(Deserialize)]
struct DueCase {
    id: String,
    #[serde(flatten)]
    place: Place,
    start: Timestamp,
    hours: f64,
    due_utc: Timestamp,
}

#[derive(Deserialize)]
struct ElapsedCase {
    id: String,
    #[serde(flatten)]
    place: Place,
    from: Timestamp,
    to: Timestamp,
    elapsed_seconds: f64,
}

#[derive(Deserialize)]
struct Place {
    country: String,
    subdivision: String,
    tz: String,
    holidays_in_window: Vec<Date>,
}

impl Place {
    /// ZZ is no country and brings its holidays along; all others must be in the compiled data.
    fn calendar(&self, id: &str) -> Calendar {
        let mut spec = spec(&self.tz, Some(&self.country));
        spec.subdivision = Some(self.subdivision.clone()).filter(|name| !name.is_empty());
        if self.country == "ZZ" {
            let days = self.holidays_in_window.iter();
            spec.exceptions = days.map(|&date| on(date, holiday("own"))).collect();
        }
        let calendar = calendar(&spec);
        for date in &self.holidays_in_window {
            assert!(
                calendar.holidays().any(|(day, _)| day == *date) || self.country == "ZZ",
                "{id}: {date}"
            );
        }
        calendar
    }
}

fn microseconds(units: f64, unit_us: f64) -> SignedDuration {
    #[expect(clippy::cast_possible_truncation, reason = "the cases are small")]
    SignedDuration::from_micros((units * unit_us).round() as i64)
}

#[test]
fn every_reference_deadline_is_met() {
    let cases: Vec<DueCase> =
        serde_json::from_str(&shared_data::read("sla/due_cases.json")).expect("cases");
    assert_eq!(cases.len(), 306);
    for case in cases {
        let calendar = case.place.calendar(&case.id);
        let budget = microseconds(case.hours, 3.6e9);
        let derivation = due(&calendar, case.start, budget, &[]).expect(&case.id);
        assert_eq!(
            derivation.due,
            Some(case.due_utc),
            "{}: {derivation:#?}",
            case.id
        );
        assert!(derivation.adds_up(), "{}", case.id);
        assert_eq!(
            due_at(&calendar, case.start, budget, &[]),
            Ok(Some(case.due_utc)),
            "{}",
            case.id
        );
        assert_eq!(
            elapsed(&calendar, case.start, case.due_utc, &[]),
            Ok(budget),
            "{}",
            case.id
        );
    }
}

#[test]
fn every_reference_span_is_measured() {
    let cases: Vec<ElapsedCase> =
        serde_json::from_str(&shared_data::read("sla/elapsed_cases.json")).expect("cases");
    assert_eq!(cases.len(), 90);
    for case in cases {
        let calendar = case.place.calendar(&case.id);
        let expected = microseconds(case.elapsed_seconds, 1e6);
        assert_eq!(
            elapsed(&calendar, case.from, case.to, &[]),
            Ok(expected),
            "{}",
            case.id
        );
    }
}
