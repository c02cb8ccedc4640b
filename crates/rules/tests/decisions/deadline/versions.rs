//! A calendar's version changes with everything that enters it, and with nothing else.

use jiff::Timestamp;
use jiff::civil::date;
use rules::deadline::{Calendar, CalendarSpec, ChangedDay, DayChange, Override, data_version};

use super::build::{calendar, holiday, hours, office, on, spec};

fn version(spec: &CalendarSpec) -> String {
    calendar(spec).version().to_owned()
}

#[test]
fn a_version_names_the_calendar_and_its_data() {
    let version = version(&spec("Europe/Ljubljana", Some("SI")));
    let (head, print) = version.split_once('+').expect("a fingerprint");
    assert_eq!(head, format!("SI@{}", data_version()));
    assert!(
        print.len() == 16 && print.bytes().all(|digit| digit.is_ascii_hexdigit()),
        "{print}"
    );
}

#[test]
fn equal_calendars_have_equal_versions() {
    let base = spec("Europe/Ljubljana", Some("SI"));
    assert_eq!(version(&base), version(&base.clone()));
    let elsewhere = Override {
        country: "AT".to_owned(),
        subdivision: None,
        day: ChangedDay::On {
            date: date(2026, 9, 15),
        },
        change: holiday("new"),
        valid_from: None,
        valid_to: None,
        known_from: Timestamp::UNIX_EPOCH,
        known_to: None,
    };
    let with = Calendar::new(&base, &[elsewhere], Timestamp::MAX).expect("good");
    assert_eq!(with.version(), version(&base));
}

#[test]
fn every_part_of_a_calendar_changes_its_version() {
    let base = || CalendarSpec {
        id: "one".to_owned(),
        ..spec("Europe/Ljubljana", Some("DE"))
    };
    let day = date(2026, 9, 15);
    let with = |change: DayChange| CalendarSpec {
        exceptions: vec![on(day, change)],
        ..base()
    };
    let different = [
        base(),
        CalendarSpec {
            id: "two".to_owned(),
            ..base()
        },
        CalendarSpec {
            zone: "Europe/Vienna".to_owned(),
            ..base()
        },
        CalendarSpec {
            country: Some("AT".to_owned()),
            ..base()
        },
        CalendarSpec {
            subdivision: Some("BY".to_owned()),
            ..base()
        },
        CalendarSpec {
            subdivision: Some("XX".to_owned()),
            ..base()
        },
        CalendarSpec {
            week: office("UTC", &[("08:00", "16:00")]).week,
            ..base()
        },
        with(holiday("a")),
        with(holiday("b")),
        with(DayChange::Close {
            name: "a".to_owned(),
        }),
        with(DayChange::Hours {
            name: "a".to_owned(),
            hours: hours(&[("08:00", "09:00")]),
        }),
        with(DayChange::Hours {
            name: "a".to_owned(),
            hours: hours(&[("08:00", "10:00")]),
        }),
    ];
    let mut versions: Vec<String> = different.iter().map(version).collect();
    versions.sort_unstable();
    versions.dedup();
    assert_eq!(versions.len(), different.len(), "{versions:#?}");
}
