//! The clock stands while staff have taken over or a message is held.

use jiff::SignedDuration;
use rules::deadline::{
    Calendar, Reason, Standing, Stop, StopReason, due, due_at, due_soon_at, elapsed,
};

use super::build::{DAY, at, reasons, slovenia, wall};

fn stop(calendar: &Calendar, from: &str, to: Option<&str>) -> Stop {
    Stop {
        from: at(calendar, from),
        to: to.map(|to| at(calendar, to)),
        reason: StopReason::TakenOver,
    }
}

#[test]
fn a_stop_moves_the_deadline_by_its_open_time() {
    let calendar = slovenia();
    for (from, to, expected) in [
        (
            "2026-11-20T16:00",
            "2026-11-20T18:00",
            "2026-11-23T17:00:00",
        ),
        // Only the two open hours of Friday and the one of Monday are lost.
        (
            "2026-11-20T22:00",
            "2026-11-23T01:00",
            "2026-11-23T18:00:00",
        ),
        (
            "2026-11-21T08:00",
            "2026-11-22T08:00",
            "2026-11-23T15:00:00",
        ),
        (
            "2026-11-20T10:00",
            "2026-11-20T16:00",
            "2026-11-23T16:00:00",
        ),
        (
            "2026-11-23T15:00",
            "2026-11-24T15:00",
            "2026-11-23T15:00:00",
        ),
        (
            "2026-11-20T16:00",
            "2026-11-20T16:00",
            "2026-11-23T15:00:00",
        ),
    ] {
        let stops = [stop(&calendar, from, Some(to))];
        let received = at(&calendar, "2026-11-20T15:00");
        let derivation = due(&calendar, received, DAY, &stops).expect("a deadline");
        assert!(derivation.adds_up(), "{derivation:#?}");
        let due = derivation.due.expect("an end");
        assert_eq!(wall(&calendar, due), expected, "{from} to {to}");
        assert_eq!(elapsed(&calendar, received, due, &stops), Ok(DAY));
    }
}

#[test]
fn overlapping_stops_count_once_and_closed_time_keeps_its_own_reason() {
    let calendar = slovenia();
    let held = StopReason::MessageHeld;
    let stops = [
        Stop {
            reason: held,
            ..stop(&calendar, "2026-11-20T20:00", Some("2026-11-20T23:00"))
        },
        stop(&calendar, "2026-11-20T22:00", Some("2026-11-23T02:00")),
    ];
    let derivation = due(&calendar, at(&calendar, "2026-11-20T15:00"), DAY, &stops).expect("good");
    assert!(derivation.adds_up());
    let kinds: Vec<&str> = reasons(&derivation)
        .into_iter()
        .map(|(_, reason)| match reason {
            None => "counted",
            Some(Reason::Stopped {
                stop: StopReason::MessageHeld,
            }) => "held",
            Some(Reason::Stopped {
                stop: StopReason::TakenOver,
            }) => "taken over",
            Some(Reason::Weekend { .. }) => "weekend",
            Some(other) => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        "counted",
        "held",
        "taken over",
        "weekend",
        "weekend",
        "taken over",
        "counted",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(
        wall(&calendar, derivation.due.expect("an end")),
        "2026-11-23T21:00:00"
    );
}

#[test]
fn without_an_end_there_is_no_deadline_yet() {
    let calendar = slovenia();
    let received = at(&calendar, "2026-11-20T15:00");
    let stops = [stop(&calendar, "2026-11-21T12:00", None)];
    let derivation = due(&calendar, received, DAY, &stops).expect("good");
    assert!(derivation.adds_up(), "{derivation:#?}");
    assert_eq!(derivation.due, None);
    let since = at(&calendar, "2026-11-21T12:00");
    assert_eq!(
        derivation.standing,
        Some(Standing {
            since,
            stop: StopReason::TakenOver
        })
    );
    assert_eq!(derivation.counted_us(), 9 * 3_600_000_000);
    assert_eq!(due_at(&calendar, received, DAY, &stops), Ok(None));
    let later = at(&calendar, "2026-12-21T15:00");
    assert_eq!(
        elapsed(&calendar, received, later, &stops),
        Ok(SignedDuration::from_hours(9))
    );
    assert!(matches!(
        due_soon_at(&calendar, received, DAY, &stops, 25),
        Ok(Some(_))
    ));
    assert_eq!(due_soon_at(&calendar, received, DAY, &stops, 75), Ok(None));
}

#[test]
fn a_stop_from_the_start_stands_at_once_and_one_after_the_deadline_is_nothing() {
    let calendar = slovenia();
    let received = at(&calendar, "2026-11-20T15:00");
    let before = [stop(&calendar, "2026-11-19T00:00", None)];
    let derivation = due(&calendar, received, DAY, &before).expect("good");
    assert!(derivation.adds_up());
    assert_eq!(derivation.days, []);
    assert_eq!(derivation.standing.expect("it stands").since, received);
    let after = [stop(&calendar, "2026-11-23T15:00", None)];
    let derivation = due(&calendar, received, DAY, &after).expect("good");
    assert_eq!(
        wall(&calendar, derivation.due.expect("an end")),
        "2026-11-23T15:00:00"
    );
}
