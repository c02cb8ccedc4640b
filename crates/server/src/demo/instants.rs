//! Turns "so long ago" into instants, so that the demonstration looks alive at any date and time.

use jiff::{SignedDuration, Timestamp};
use rules::deadline::{Calendar, DeadlineError, elapsed};
use serde_json::{Map, Value, json};

const DAYS_AGO: &str = "_days_ago";

/// The latest whole minute since which at least so many hours of working time have passed at `now`.
pub(super) fn working_hours_ago(
    calendar: &Calendar,
    now: Timestamp,
    hours: f64,
) -> Result<Timestamp, DeadlineError> {
    let wanted = SignedDuration::from_secs_f64(hours * 3_600.0);
    let last = whole_minute(now);
    let minute = |minutes: i64| last - SignedDuration::from_mins(minutes);
    let (mut too_late, mut early_enough) = (0, 60);
    while elapsed(calendar, minute(early_enough), now, &[])? < wanted {
        too_late = early_enough;
        early_enough *= 2;
    }
    while early_enough - too_late > 1 {
        let middle = (too_late + early_enough) / 2;
        if elapsed(calendar, minute(middle), now, &[])? < wanted {
            too_late = middle;
        } else {
            early_enough = middle;
        }
    }
    Ok(minute(early_enough))
}

/// Nobody at a seller's answers at night: moves an instant into the day, if that leaves it between its neighbours.
pub(super) fn by_day(
    calendar: &Calendar,
    at: Timestamp,
    after: Timestamp,
    before: Timestamp,
) -> Timestamp {
    let local = at.to_zoned(calendar.zone().clone());
    let hour = match local.hour() {
        ..7 => 7,
        19.. => 18,
        _ => return at,
    };
    let moved = local
        .with()
        .hour(hour)
        .build()
        .map_or(at, |moved| moved.timestamp());
    if after < moved && moved < before {
        moved
    } else {
        at
    }
}

/// Replaces each `NAME_days_ago` by `NAME`, the instant so many days before `now`.
pub(super) fn dated(value: Value, now: Timestamp) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|field| dated_field(field, now))
                .collect::<Map<_, _>>(),
        ),
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| dated(item, now)).collect())
        }
        other => other,
    }
}

fn dated_field((name, value): (String, Value), now: Timestamp) -> (String, Value) {
    match (name.strip_suffix(DAYS_AGO), value.as_f64()) {
        (Some(name), Some(days)) => {
            let at = now - SignedDuration::from_secs_f64(days * 86_400.0);
            (name.to_owned(), json!(whole_minute(at)))
        }
        _ => (name, dated(value, now)),
    }
}

fn whole_minute(at: Timestamp) -> Timestamp {
    let seconds = at.as_second().rem_euclid(60);
    Timestamp::from_second(at.as_second() - seconds).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use rules::deadline::CalendarSpec;

    use super::*;

    #[test]
    fn working_time_is_counted_backwards_over_the_weekend() {
        let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
        let sunday: Timestamp = "2026-11-22T15:30:20Z".parse().unwrap();
        let calendar = Calendar::new(&spec, &[], sunday).unwrap();
        let at = |hours| {
            working_hours_ago(&calendar, sunday, hours)
                .unwrap()
                .to_string()
        };
        assert_eq!(at(0.5), "2026-11-20T22:30:00Z");
        assert_eq!(at(25.0), "2026-11-19T22:00:00Z");
    }

    #[test]
    fn answers_are_given_by_day() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
        let calendar = Calendar::new(&spec, &[], at("2026-11-22T15:30:20Z")).unwrap();
        let by_day = |night: &str| {
            by_day(
                &calendar,
                at(night),
                at("2026-11-17T18:00:00Z"),
                at("2026-11-19T18:00:00Z"),
            )
        };
        assert_eq!(by_day("2026-11-18T01:42:00Z"), at("2026-11-18T06:42:00Z"));
        assert_eq!(by_day("2026-11-18T21:05:00Z"), at("2026-11-18T17:05:00Z"));
        assert_eq!(by_day("2026-11-18T12:05:00Z"), at("2026-11-18T12:05:00Z"));
        // Moved, it would come before the question.
        assert_eq!(by_day("2026-11-17T21:05:00Z"), at("2026-11-17T21:05:00Z"));
    }

    #[test]
    fn dates_are_found_wherever_they_are() {
        let now: Timestamp = "2026-11-22T15:30:20Z".parse().unwrap();
        let order = json!({ "placed_at_days_ago": 2, "shipments": [{ "expected_at_days_ago": -1.5 }], "id": "x" });
        let expected = json!({ "placed_at": "2026-11-20T15:30:00Z", "id": "x",
            "shipments": [{ "expected_at": "2026-11-24T03:30:00Z" }] });
        assert_eq!(dated(order, now), expected);
    }
}
