//! What makes no sense is refused with a stable code.

use jiff::{SignedDuration, Timestamp};
use rules::deadline::{
    Calendar, CalendarSpec, Hours, Interval, Stop, StopReason, Week, due, due_soon_at, elapsed,
};

use super::build::{DAY, at, calendar, hours, slovenia, spec};

#[test]
fn a_budget_must_be_a_whole_number_of_microseconds_up_to_ten_years() {
    let calendar = slovenia();
    let start = at(&calendar, "2026-11-20T15:00");
    for (budget, code) in [
        (SignedDuration::from_micros(-1), "deadline_negative_budget"),
        (SignedDuration::from_nanos(1), "deadline_budget_too_fine"),
        (
            SignedDuration::from_hours(3_660 * 24 + 1),
            "deadline_budget_too_long",
        ),
        (SignedDuration::MAX, "deadline_budget_too_fine"),
    ] {
        let refused = due(&calendar, start, budget, &[]).expect_err("refused");
        assert_eq!(refused.code(), code, "{budget:?}");
    }
    for percent in [0, 101] {
        let refused = due_soon_at(&calendar, start, DAY, &[], percent).expect_err("refused");
        assert_eq!(refused.code(), "deadline_bad_percent");
    }
}

#[test]
fn a_calendar_that_never_opens_gives_no_deadline_and_no_endless_loop() {
    let closed = CalendarSpec {
        week: Week::CLOSED,
        ..spec("Europe/Ljubljana", None)
    };
    let calendar = calendar(&closed);
    let start = at(&calendar, "2026-11-20T15:00");
    let refused = due(&calendar, start, DAY, &[]).expect_err("refused");
    assert_eq!(refused.code(), "deadline_never_open");
    let later = at(&calendar, "2046-11-20T15:00");
    assert_eq!(
        elapsed(&calendar, start, later, &[]),
        Ok(SignedDuration::ZERO)
    );
}

#[test]
fn the_end_of_time_is_an_error() {
    let calendar = slovenia();
    let refused = due(&calendar, Timestamp::MAX, DAY, &[]).expect_err("refused");
    assert_eq!(refused.code(), "deadline_out_of_range");
}

#[test]
fn spans_run_forwards() {
    let calendar = slovenia();
    let (earlier, later) = (
        at(&calendar, "2026-11-20T15:00"),
        at(&calendar, "2026-11-20T16:00"),
    );
    let refused = elapsed(&calendar, later, earlier, &[]).expect_err("refused");
    assert_eq!(refused.code(), "deadline_ends_before_start");
    let stop = Stop {
        from: later,
        to: Some(earlier),
        reason: StopReason::TakenOver,
    };
    let refused = due(&calendar, earlier, DAY, &[stop]).expect_err("refused");
    assert_eq!(refused.code(), "deadline_stop_ends_before_start");
}

#[test]
fn hours_must_be_times_in_order() {
    for (from, to, code) in [
        ("8:00", "12:00", "calendar_bad_time"),
        ("08:00", "24:01", "calendar_bad_time"),
        ("08:60", "12:00", "calendar_bad_time"),
        ("08:00:00.0000001", "12:00", "calendar_bad_time"),
        ("08:00.5", "12:00", "calendar_bad_time"),
        ("08:00:00.", "12:00", "calendar_bad_time"),
        ("+8:00", "12:00", "calendar_bad_time"),
        ("22:00", "06:00", "calendar_empty_interval"),
        ("08:00", "08:00", "calendar_empty_interval"),
    ] {
        assert_eq!(
            Interval::new(from, to).expect_err(from).code(),
            code,
            "{from} to {to}"
        );
    }
    let interval = |from, to| Interval::new(from, to).expect("good");
    let overlap = Hours::new(vec![
        interval("08:00", "12:00"),
        interval("11:59:59.999999", "13:00"),
    ]);
    assert_eq!(overlap.expect_err("overlap").code(), "calendar_overlap");
    assert_eq!(
        hours(&[("08:00", "12:00"), ("12:00", "13:00")]),
        hours(&[("08:00", "13:00")])
    );
}

#[test]
fn a_zone_must_exist() {
    let refused = Calendar::new(&spec("Europe/Atlantis", None), &[], Timestamp::UNIX_EPOCH);
    assert_eq!(
        refused.expect_err("refused").code(),
        "calendar_unknown_zone"
    );
}
