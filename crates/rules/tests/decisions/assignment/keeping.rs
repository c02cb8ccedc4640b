//! Which rules are kept, and that they come back as they were.

use rules::assignment::{Conditions, Hours, InvalidRule, Outcome, check};
use rules::conversation::SubjectKind;

use super::support::{agent, agents, label};

fn nina() -> Outcome {
    Outcome::Agent {
        agent: agent("nina"),
    }
}

#[test]
fn a_wrong_rule_is_refused_with_what_is_wrong() {
    let none = Conditions::default;
    let text = |text: &str| vec![text.to_owned()];
    for (conditions, outcome, refused) in [
        (
            none(),
            Outcome::RoundRobin { agents: vec![] },
            InvalidRule::NobodyNamed,
        ),
        (
            none(),
            Outcome::LeastWork { agents: vec![] },
            InvalidRule::NobodyNamed,
        ),
        (
            Conditions {
                countries: text("si"),
                ..none()
            },
            nina(),
            InvalidRule::Country,
        ),
        (
            Conditions {
                languages: text("Slovene"),
                ..none()
            },
            nina(),
            InvalidRule::Language,
        ),
        (
            Conditions {
                weekdays: vec![0],
                ..none()
            },
            nina(),
            InvalidRule::Weekday,
        ),
        (
            Conditions {
                weekdays: vec![8],
                ..none()
            },
            nina(),
            InvalidRule::Weekday,
        ),
        (
            Conditions {
                hours: Some(Hours { from: 24, to: 3 }),
                ..none()
            },
            nina(),
            InvalidRule::Hours,
        ),
        (
            Conditions {
                hours: Some(Hours { from: 8, to: 8 }),
                ..none()
            },
            nina(),
            InvalidRule::Hours,
        ),
        (
            Conditions {
                hours: Some(Hours { from: 8, to: 25 }),
                ..none()
            },
            nina(),
            InvalidRule::Hours,
        ),
        (
            Conditions {
                subject_prefix: "W 1".into(),
                ..none()
            },
            nina(),
            InvalidRule::Prefix,
        ),
        (
            Conditions {
                weekdays: vec![1; 101],
                ..none()
            },
            nina(),
            InvalidRule::TooMany,
        ),
    ] {
        assert_eq!(
            check(&conditions, &outcome),
            Err(refused),
            "{conditions:?} {outcome:?}"
        );
    }
    assert_eq!(check(&none(), &Outcome::SameAsLastTime), Ok(()));
}

#[test]
fn a_rule_is_read_back_as_it_was_written() {
    let all = Conditions {
        subject_kind: Some(SubjectKind::Order),
        subject_prefix: "W-".into(),
        languages: vec!["sl".into()],
        countries: vec!["SI".into()],
        labels: vec![label(1)],
        weekdays: vec![1, 5],
        hours: Some(Hours { from: 8, to: 16 }),
        previous: agents(&["nina"]),
    };
    for conditions in [all, Conditions::default()] {
        let text = serde_json::to_string(&conditions).unwrap();
        assert_eq!(
            serde_json::from_str::<Conditions>(&text).unwrap(),
            conditions
        );
    }
    assert_eq!(serde_json::to_string(&Conditions::default()).unwrap(), "{}");
    for outcome in [
        nina(),
        Outcome::LeastWork {
            agents: agents(&["nina", "tilen"]),
        },
        Outcome::SameAsLastTime,
    ] {
        let text = serde_json::to_string(&outcome).unwrap();
        assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), outcome);
    }
    assert!(serde_json::from_str::<Conditions>(r#"{"contry":["SI"]}"#).is_err());
}
