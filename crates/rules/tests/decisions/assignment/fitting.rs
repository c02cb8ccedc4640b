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

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// Conditions, of which this sets one.
fn with(set: impl FnOnce(&mut Conditions)) -> Conditions {
    let mut conditions = Conditions::default();
    set(&mut conditions);
    conditions
}

#[test]
fn each_condition_narrows() {
    for (conditions, expected) in [
        (with(|c| c.subject_kind = Some(SubjectKind::Order)), true),
        (with(|c| c.subject_kind = Some(SubjectKind::Listing)), false),
        (with(|c| c.subject_prefix = "W-".into()), true),
        (with(|c| c.subject_prefix = "w-".into()), false),
        (with(|c| c.subject_prefix = "W-171".into()), false),
        (with(|c| c.languages = texts(&["sl", "de"])), true),
        (with(|c| c.languages = texts(&["de-AT"])), true),
        (
            with(|c| c.languages = texts(&["d", "de-DE", "de-A"])),
            false,
        ),
        (with(|c| c.countries = texts(&["AT", "DE"])), true),
        (with(|c| c.countries = texts(&["SI"])), false),
        (with(|c| c.labels = vec![label(2), label(1)]), true),
        (with(|c| c.labels = vec![label(2)]), false),
        (with(|c| c.weekdays = vec![1, 2]), true),
        (with(|c| c.weekdays = vec![2, 7]), false),
        (with(|c| c.previous = agents(&["tilen", "nina"])), true),
        (with(|c| c.previous = agents(&["tilen"])), false),
    ] {
        assert_eq!(fits(conditions.clone()), expected, "{conditions:?}");
    }
    let both = with(|c| {
        c.countries = texts(&["AT"]);
        c.weekdays = vec![7];
    });
    assert!(!fits(both), "one of two does not hold");
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
        with(|c| c.languages = texts(&["de"])),
        with(|c| c.countries = texts(&["AT"])),
        with(|c| c.previous = agents(&["nina"])),
        with(|c| c.labels = vec![label(1)]),
        with(|c| c.subject_kind = Some(SubjectKind::Order)),
    ] {
        assert_eq!(
            given(&[rule(1, conditions.clone(), outcome())], &unknown),
            None,
            "{conditions:?}"
        );
    }
}
