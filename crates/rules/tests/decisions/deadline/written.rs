//! The JSON of calendars and derivations: other programs read it, so its shape is fixed here.

use jiff::SignedDuration;
use rules::deadline::{
    CalendarSpec, CompactDerivation, Derivation, Note, Reason, Stop, StopReason, due,
};
use serde_json::{Value, json};

use super::build::{at, calendar, derive, office, slovenia, spec};
use super::properties::kept;

#[test]
fn a_derivation_as_json() {
    let calendar = slovenia();
    let received = at(&calendar, "2027-02-05T22:00:00.5");
    let stop = Stop {
        from: at(&calendar, "2027-02-05T23:00"),
        to: Some(at(&calendar, "2027-02-09T01:00")),
        reason: StopReason::TakenOver,
    };
    let derivation =
        due(&calendar, received, SignedDuration::from_hours(1), &[stop]).expect("good");
    let day = |date: &str,
               weekday: &str,
               from: &str,
               to: &str,
               counted_us: i64,
               segments: Value| {
        json!({"date": date, "weekday": weekday, "from": from, "to": to, "counted_us": counted_us, "segments": segments})
    };
    let whole = |from: &str, to: &str, reason: Value| json!([{"from": from, "to": to, "counted_us": 0, "reason": reason}]);
    let stopped = json!({"kind": "stopped", "stop": "taken_over"});
    let expected = json!({
        "received": "2027-02-05T21:00:00.5Z",
        "zone": "Europe/Ljubljana",
        "calendar": "SI",
        "calendar_version": calendar.version(),
        "budget_us": 3_600_000_000_i64,
        "days": [
            day("2027-02-05", "friday", "2027-02-05T21:00:00.5Z", "2027-02-05T23:00:00Z", 3_599_500_000, json!([
                {"from": "2027-02-05T21:00:00.5Z", "to": "2027-02-05T22:00:00Z", "counted_us": 3_599_500_000_i64, "reason": null},
                {"from": "2027-02-05T22:00:00Z", "to": "2027-02-05T23:00:00Z", "counted_us": 0, "reason": stopped},
            ])),
            day("2027-02-06", "saturday", "2027-02-05T23:00:00Z", "2027-02-06T23:00:00Z", 0,
                whole("2027-02-05T23:00:00Z", "2027-02-06T23:00:00Z", json!({"kind": "weekend", "weekday": "saturday"}))),
            day("2027-02-07", "sunday", "2027-02-06T23:00:00Z", "2027-02-07T23:00:00Z", 0,
                whole("2027-02-06T23:00:00Z", "2027-02-07T23:00:00Z", json!({"kind": "weekend", "weekday": "sunday"}))),
            day("2027-02-08", "monday", "2027-02-07T23:00:00Z", "2027-02-08T23:00:00Z", 0,
                whole("2027-02-07T23:00:00Z", "2027-02-08T23:00:00Z", json!({
                    "kind": "holiday",
                    "name": "Prešeren's Day, the Slovenian Cultural Holiday",
                    "local_name": "Prešernov dan, slovenski kulturni praznik",
                }))),
            day("2027-02-09", "tuesday", "2027-02-08T23:00:00Z", "2027-02-09T00:00:00.5Z", 500_000, json!([
                {"from": "2027-02-08T23:00:00Z", "to": "2027-02-09T00:00:00Z", "counted_us": 0, "reason": stopped},
                {"from": "2027-02-09T00:00:00Z", "to": "2027-02-09T00:00:00.5Z", "counted_us": 500_000, "reason": null},
            ])),
        ],
        "due": "2027-02-09T00:00:00.5Z",
        "standing": null,
        "notes": [],
    });
    assert_eq!(serde_json::to_value(&derivation).expect("json"), expected);
    assert_eq!(
        serde_json::from_value::<Derivation>(expected).expect("read"),
        derivation
    );
}

#[test]
fn reasons_and_notes_as_json() {
    let name = || "inventura".to_owned();
    for (reason, expected) in [
        (
            Reason::DayOff {
                weekday: rules::time::Weekday::Monday,
            },
            json!({"kind": "day_off", "weekday": "monday"}),
        ),
        (
            Reason::Closed { name: name() },
            json!({"kind": "closed", "name": "inventura"}),
        ),
        (
            Reason::OutsideHours { name: None },
            json!({"kind": "outside_hours", "name": null}),
        ),
        (
            Reason::Stopped {
                stop: StopReason::MessageHeld,
            },
            json!({"kind": "stopped", "stop": "message_held"}),
        ),
    ] {
        assert_eq!(serde_json::to_value(reason).expect("json"), expected);
    }
    let note = Note::HolidaysUnknownFrom { year: 2036 };
    let expected = json!({"kind": "holidays_unknown_from", "year": 2036});
    assert_eq!(serde_json::to_value(note).expect("json"), expected);
}

#[test]
fn a_calendar_as_json() {
    let written = json!({
        "id": "office",
        "zone": "Europe/Ljubljana",
        "country": "SI",
        "subdivision": null,
        "week": {"monday": [{"from": "08:00", "to": "12:00"}, {"from": "12:30:00.5", "to": "24:00"}]},
        "exceptions": [
            {"date": "2026-12-24", "change": {"kind": "hours", "name": "kratek dan", "hours": [{"from": "08:00", "to": "12:00"}]}},
            {"date": "2026-12-28", "change": {"kind": "close", "name": "inventura"}},
            {"date": "2026-12-29", "change": {"kind": "add_holiday", "name": {"english": "Day", "local": "dan"}}},
            {"date": "2026-01-01", "change": {"kind": "remove_holiday"}},
        ],
    });
    let read: CalendarSpec = serde_json::from_value(written.clone()).expect("read");
    let again = serde_json::to_value(&read).expect("json");
    assert_eq!(
        again["week"]["monday"],
        json!([{"from": "08:00", "to": "12:00"}, {"from": "12:30:00.500000", "to": "24:00"}])
    );
    assert_eq!(again["week"]["tuesday"], json!([]));
    assert_eq!(again["exceptions"], written["exceptions"]);
    assert_eq!(
        serde_json::from_value::<CalendarSpec>(again).expect("read"),
        read
    );
    for (key, wrong) in [
        ("week", json!({"montag": []})),
        ("week", json!({"monday": [{"from": "9", "to": "12:00"}]})),
    ] {
        let mut spoilt = written.clone();
        spoilt[key] = wrong.clone();
        assert!(
            serde_json::from_value::<CalendarSpec>(spoilt).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn a_spoilt_derivation_does_not_add_up() {
    let lunch = calendar(&office(
        "Europe/Ljubljana",
        &[("08:00", "12:00"), ("13:00", "17:00")],
    ));
    let good = derive(&lunch, "2026-11-20T10:00", SignedDuration::from_hours(7));
    assert!(good.adds_up());
    let spoilt: [fn(&mut Derivation); 10] = [
        |derivation| derivation.budget_us += 1,
        |derivation| derivation.due = None,
        |derivation| derivation.due = Some(derivation.received),
        |derivation| derivation.days[0].counted_us -= 1,
        |derivation| derivation.days[0].from = derivation.days[0].to,
        |derivation| derivation.days[0].to = derivation.days[0].from,
        |derivation| {
            let mut empty = derivation.days[0].segments[1].clone();
            empty.from = empty.to;
            derivation.days[0].segments.insert(2, empty);
        },
        |derivation| {
            derivation.days[0].segments[0].reason = derivation.days[0].segments[1].reason.clone()
        },
        |derivation| drop(derivation.days.remove(1)),
        |derivation| drop(derivation.days[0].segments.remove(1)),
    ];
    for (number, spoil) in spoilt.iter().enumerate() {
        let mut derivation = good.clone();
        spoil(&mut derivation);
        assert!(!derivation.adds_up(), "{number}");
    }
    let stop = Stop {
        from: good.received + SignedDuration::from_hours(1),
        to: None,
        reason: StopReason::TakenOver,
    };
    let hours = SignedDuration::from_hours(7);
    let mut standing = due(&lunch, good.received, hours, &[stop]).expect("good");
    assert!(standing.adds_up());
    standing.budget_us = standing.counted_us();
    assert!(!standing.adds_up(), "its budget was used up");
    let plain = calendar(&spec("Europe/Ljubljana", None));
    assert!(derive(&plain, "2026-11-20T10:00", SignedDuration::ZERO).adds_up());
}

#[test]
fn what_is_kept_gives_back_the_whole() {
    let calendar = slovenia();
    let received = at(&calendar, "2027-02-05T22:00:00.5");
    let standing = Stop {
        from: at(&calendar, "2027-02-09T10:00"),
        to: None,
        reason: StopReason::TakenOver,
    };
    for stops in [vec![], vec![standing]] {
        let derivation =
            due(&calendar, received, SignedDuration::from_hours(24), &stops).expect("good");
        assert_eq!(kept(&derivation), derivation);
    }
    let unknown = derive(
        &calendar,
        "2099-12-31T08:00",
        SignedDuration::from_hours(24),
    );
    assert!(!unknown.notes.is_empty());
    assert_eq!(kept(&unknown), unknown);
}

#[test]
fn a_kept_derivation_as_json() {
    let calendar = slovenia();
    let received = at(&calendar, "2027-02-05T22:00");
    let derivation = due(&calendar, received, SignedDuration::from_hours(24), &[]).expect("good");
    let day_us = 86_400_000_000_i64;
    let whole = |weekday: &str| json!([[day_us, {"kind": "weekend", "weekday": weekday}]]);
    let holiday = json!([[day_us, {"kind": "holiday", "name": "Prešeren's Day, the Slovenian Cultural Holiday", "local_name": "Prešernov dan, slovenski kulturni praznik"}]]);
    let expected = json!({
        "received": 1_801_861_200_000_000_i64,
        "zone": "Europe/Ljubljana",
        "calendar": "SI",
        "version": calendar.version(),
        "budget_us": day_us,
        "days": [
            ["2027-02-05", [7_200_000_000_i64]],
            ["2027-02-06", whole("saturday")],
            ["2027-02-07", whole("sunday")],
            ["2027-02-08", holiday],
            ["2027-02-09", [79_200_000_000_i64]],
        ],
    });
    assert_eq!(
        serde_json::to_value(CompactDerivation::from(&derivation)).expect("JSON"),
        expected
    );
}
