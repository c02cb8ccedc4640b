//! For which conversations a rule is meant.

use jiff::civil::date;
use rules::assignment::{Conditions, Hours, Outcome};
use rules::conversation::{Subject, SubjectKind};
use rules::ids::ListingId;

use super::support::{agent, agents, case, given, label, rule};

fn fits(conditions: Conditions) -> bool {
    fits_at(conditions, date(2026, 11, 23).at(10, 30, 0, 0))
}

fn fits_at(conditions: Conditions, at: jiff::civil::DateTime) -> bool {
    let mut case = case();
    case.at = at;
    let outcome = Outcome::Agent {
        agent: agent("nina"),
    };
    given(&[rule(1, conditions, outcome)], &case).is_some()
}

#[test]
fn a_rule_without_conditions_fits_everything() {
    assert!(fits(Conditions::default()));
}

#[test]
fn each_condition_narrows() {
    let none = Conditions::default;
    let text = |texts: &[&str]| {
        texts
            .iter()
            .map(|&text| text.to_owned())
            .collect::<Vec<_>>()
    };
    for (conditions, expected) in [
        (
            Conditions {
                subject_kind: Some(SubjectKind::Order),
                ..none()
            },
            true,
        ),
        (
            Conditions {
                subject_kind: Some(SubjectKind::Listing),
                ..none()
            },
            false,
        ),
        (
            Conditions {
                subject_prefix: "W-".into(),
                ..none()
            },
            true,
        ),
        (
            Conditions {
                subject_prefix: "w-".into(),
                ..none()
            },
            false,
        ),
        (
            Conditions {
                subject_prefix: "W-171".into(),
                ..none()
            },
            false,
        ),
        (
            Conditions {
                languages: text(&["sl", "de"]),
                ..none()
            },
            true,
        ),
        (
            Conditions {
                languages: text(&["de-AT"]),
                ..none()
            },
            true,
        ),
        (
            Conditions {
                languages: text(&["d", "de-DE", "de-A"]),
                ..none()
            },
            false,
        ),
        (
            Conditions {
                countries: text(&["AT", "DE"]),
                ..none()
            },
            true,
        ),
        (
            Conditions {
                countries: text(&["SI"]),
                ..none()
            },
            false,
        ),
        (
            Conditions {
                labels: vec![label(2), label(1)],
                ..none()
            },
            true,
        ),
        (
            Conditions {
                labels: vec![label(2)],
                ..none()
            },
            false,
        ),
        (
            Conditions {
                weekdays: vec![1, 2],
                ..none()
            },
            true,
        ),
        (
            Conditions {
                weekdays: vec![2, 7],
                ..none()
            },
            false,
        ),
        (
            Conditions {
                previous: agents(&["tilen", "nina"]),
                ..none()
            },
            true,
        ),
        (
            Conditions {
                previous: agents(&["tilen"]),
                ..none()
            },
            false,
        ),
        (
            Conditions {
                countries: text(&["AT"]),
                weekdays: vec![7],
                ..none()
            },
            false,
        ),
    ] {
        assert_eq!(fits(conditions.clone()), expected, "{conditions:?}");
    }
}

#[test]
fn hours_go_over_midnight() {
    let within = |from, to, hour, minute| {
        let hours = Some(Hours { from, to });
        let conditions = Conditions {
            hours,
            ..Conditions::default()
        };
        fits_at(conditions, date(2026, 11, 23).at(hour, minute, 0, 0))
    };
    assert!(within(8, 16, 8, 0));
    assert!(within(8, 16, 15, 59));
    assert!(!within(8, 16, 16, 0));
    assert!(!within(8, 16, 7, 59));
    assert!(within(22, 6, 23, 0));
    assert!(within(22, 6, 5, 59));
    assert!(!within(22, 6, 6, 0));
    assert!(within(0, 24, 0, 0) && within(0, 24, 23, 59));
}

#[test]
fn what_is_not_known_of_a_buyer_fits_no_condition_about_it() {
    let mut unknown = case();
    unknown.language = String::new();
    unknown.country = String::new();
    unknown.previous = None;
    unknown.labels = Vec::new();
    unknown.subject = Subject::Listing(ListingId::parse("L1").unwrap());
    let outcome = || Outcome::Agent {
        agent: agent("nina"),
    };
    for conditions in [
        Conditions {
            languages: vec!["de".into()],
            ..Conditions::default()
        },
        Conditions {
            countries: vec!["AT".into()],
            ..Conditions::default()
        },
        Conditions {
            previous: agents(&["nina"]),
            ..Conditions::default()
        },
        Conditions {
            labels: vec![label(1)],
            ..Conditions::default()
        },
        Conditions {
            subject_kind: Some(SubjectKind::Order),
            ..Conditions::default()
        },
    ] {
        assert_eq!(
            given(&[rule(1, conditions.clone(), outcome())], &unknown),
            None,
            "{conditions:?}"
        );
    }
}
