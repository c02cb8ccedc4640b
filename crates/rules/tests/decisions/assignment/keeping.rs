//! Which rules are kept, and that they come back as they were.

use rules::assignment::{Conditions, Hours, InvalidRule, Outcome, check};
use rules::conversation::SubjectKind;

use super::support::{agent, agents, label};

fn nina() -> Outcome {
    Outcome::Agent {
        agent: agent("nina"),
    }
}

#[track_caller]
fn refused(wrong: InvalidRule, set: impl FnOnce(&mut Conditions)) {
    let mut conditions = Conditions::default();
    set(&mut conditions);
    assert_eq!(check(&conditions, &nina()), Err(wrong), "{conditions:?}");
}

#[test]
fn a_wrong_rule_is_refused_with_what_is_wrong() {
    refused(InvalidRule::Country, |c| c.countries = vec!["si".into()]);
    refused(InvalidRule::Language, |c| {
        c.languages = vec!["Slovene".into()]
    });
    refused(InvalidRule::Weekday, |c| c.weekdays = vec![0]);
    refused(InvalidRule::Weekday, |c| c.weekdays = vec![8]);
    for (from, to) in [(24, 3), (8, 8), (8, 25), (0, 0)] {
        refused(InvalidRule::Hours, |c| c.hours = Some(Hours { from, to }));
    }
    refused(InvalidRule::Prefix, |c| c.subject_prefix = "W 1".into());
    refused(InvalidRule::TooMany, |c| c.weekdays = vec![1; 101]);
}

#[test]
fn a_rule_names_somebody_or_whoever_it_was_before() {
    let none = Conditions::default();
    for outcome in [
        Outcome::RoundRobin { agents: vec![] },
        Outcome::LeastWork { agents: vec![] },
    ] {
        assert_eq!(check(&none, &outcome), Err(InvalidRule::NobodyNamed));
    }
    assert_eq!(check(&none, &Outcome::SameAsLastTime), Ok(()));
    assert_eq!(check(&none, &nina()), Ok(()));
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
    assert!(serde_json::from_str::<Conditions>(r#"{"state":["SI"]}"#).is_err());
}
