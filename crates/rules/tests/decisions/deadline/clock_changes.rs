//! Days on which the clocks change, also where midnight does not exist or comes twice.

use jiff::SignedDuration;
use rules::deadline::{CalendarSpec, Week};

use super::build::{DAY, calendar, derive, due_wall, hours, spec};

fn always_open(zone: &str) -> CalendarSpec {
    let whole = hours(&[("00:00", "24:00")]);
    CalendarSpec {
        week: Week {
            saturday: whole.clone(),
            sunday: whole.clone(),
            ..Week::monday_to_friday(&whole)
        },
        ..spec(zone, None)
    }
}

/// Hours that each civil day lasts, from the given midnight on.
fn day_lengths(zone: &str, from: &str) -> Vec<(String, f64)> {
    let calendar = calendar(&always_open(zone));
    let derivation = derive(&calendar, from, SignedDuration::from_hours(72));
    #[expect(clippy::cast_precision_loss, reason = "a day's length is exact")]
    let lengths = derivation.days.iter().map(|day| {
        assert_eq!(
            day.segments.len(),
            1,
            "one segment although the offset changes"
        );
        (day.date.to_string(), day.counted_us as f64 / 3.6e9)
    });
    lengths.take(2).collect()
}

#[test]
fn a_day_with_a_clock_change_has_its_own_length() {
    for (zone, from, day, length, next) in [
        (
            "Europe/Ljubljana",
            "2026-03-29T00:00",
            "2026-03-29",
            23.0,
            "2026-03-30",
        ),
        (
            "Europe/Ljubljana",
            "2026-10-25T00:00",
            "2026-10-25",
            25.0,
            "2026-10-26",
        ),
        (
            "Australia/Lord_Howe",
            "2025-04-06T00:00",
            "2025-04-06",
            24.5,
            "2025-04-07",
        ),
        // Midnight does not exist: the day begins at 01:00.
        (
            "Asia/Amman",
            "2020-03-27T01:00",
            "2020-03-27",
            23.0,
            "2020-03-28",
        ),
        (
            "America/Santiago",
            "2025-09-07T01:00",
            "2025-09-07",
            23.0,
            "2025-09-08",
        ),
        // The day's last hour comes twice.
        (
            "Africa/Cairo",
            "2025-10-30T00:00",
            "2025-10-30",
            25.0,
            "2025-10-31",
        ),
        // A civil day that never was.
        (
            "Pacific/Apia",
            "2011-12-29T00:00",
            "2011-12-29",
            24.0,
            "2011-12-31",
        ),
    ] {
        let days = day_lengths(zone, from);
        assert_eq!(days[0], (day.to_owned(), length), "{zone} {from}");
        assert_eq!(days[1].0, next, "{zone} {from}");
    }
}

#[test]
fn a_deadline_over_a_clock_change_on_a_working_day_counts_elapsed_time() {
    // Friday 27 March 2020 in Amman begins at 01:00 and has 23 hours.
    let amman = calendar(&spec("Asia/Amman", None));
    assert_eq!(
        due_wall(&amman, "2020-03-26T12:00", DAY),
        "2020-03-27T13:00:00"
    );
    // Thursday 30 October 2025 in Cairo has 25.
    let cairo = calendar(&spec("Africa/Cairo", None));
    assert_eq!(
        due_wall(&cairo, "2025-10-30T12:00", DAY),
        "2025-10-31T11:00:00"
    );
}

#[test]
fn hours_that_the_wall_skips_or_shows_twice() {
    let mut night = always_open("Europe/Ljubljana");
    night.week.sunday = hours(&[("02:15", "03:30")]);
    let night = calendar(&night);
    let counted = |received: &str| {
        let derivation = derive(&night, received, SignedDuration::from_hours(3));
        let minutes = derivation.days[0]
            .segments
            .iter()
            .map(|segment| segment.counted_us / 60_000_000);
        minutes.collect::<Vec<i64>>()
    };
    // 02:00 to 03:00 is skipped: only 03:00 to 03:30 is left.
    assert_eq!(counted("2026-03-29T00:00"), [0, 30, 0]);
    // 02:00 to 03:00 comes twice: 02:15 to 03:00, then 02:15 to 03:30.
    assert_eq!(counted("2026-10-25T00:00"), [0, 45, 0, 75, 0]);
}
