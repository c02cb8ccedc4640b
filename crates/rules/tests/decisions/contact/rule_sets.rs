//! What a version of the rules adds and leaves out, and how its mistakes are told.

use std::sync::LazyLock;

use rules::contact::evaluation::LabelledMessage;
use rules::contact::{Author, Detector, Finding, Message, RuleSet};
use rules::moderation::{
    ActivationRefused, NO_RULE_SET, RuleSetFacts, RuleSetState, Way, differences,
};

use super::support::{DETECTOR, words};

const TEXT: &str = "\
[switched off]
phone.national, deal.outside   # both of them

[least confidence]
email.plain = 100

[allowed domains]
partner.example.si

[allowed words]
061 300 200
servis@gorenje.example.com

[language sl]
[messenger]
golobnik*

[language en]
[messenger]
pigeonbox*

[rules]
deal.pigeon deal 75 any: messenger pay within 5 unless refusal
";

static ADJUSTED: LazyLock<Detector> =
    LazyLock::new(|| Detector::adjusted(&[], RuleSet::parse(TEXT).unwrap(), 7).unwrap());

fn told(detector: &Detector, text: &str, language: &str) -> Vec<Finding> {
    detector.detect(&Message {
        text,
        languages: &[language],
        author: Author::Seller,
        ..Message::default()
    })
}

#[track_caller]
fn finds(text: &str, language: &str, plain: usize, adjusted: usize) {
    let (before, after) = (
        told(&DETECTOR, text, language),
        told(&ADJUSTED, text, language),
    );
    assert_eq!(
        (before.len(), after.len()),
        (plain, adjusted),
        "{text}: {before:?} {after:?}"
    );
}

#[test]
fn rules_that_are_switched_off_find_nothing() {
    finds("Moja številka je 041 123 456.", "sl", 1, 0);
    let rule = |detector: &Detector| {
        let found = told(detector, "Dogovorimo se raje mimo tržnice.", "sl");
        found.iter().any(|found| found.rule == "deal.outside")
    };
    assert!(rule(&DETECTOR) && !rule(&ADJUSTED));
    // Another rule finds the same number.
    finds("Pokličite na +386 41 123 456.", "sl", 2, 2);
}

#[test]
fn rules_that_are_less_sure_than_they_have_to_be_find_nothing() {
    let unsure = told(&DETECTOR, "To je novak@gmail.com.", "sl");
    assert!(
        unsure[0].rule == "email.plain" && unsure[0].confidence < 100,
        "{unsure:?}"
    );
    finds("To je novak@gmail.com.", "sl", 1, 0);
}

#[test]
fn what_is_allowed_is_not_found() {
    finds(
        "Navodila so na https://partner.example.si/navodila",
        "sl",
        1,
        0,
    );
    finds("Naš servis: servis@gorenje.example.com", "sl", 1, 0);
    finds("Reklamacije: +386 61 300 200.", "sl", 1, 0);
    finds("Reklamacije: +386 61 300 201.", "sl", 1, 1);
}

#[test]
fn words_of_several_languages_and_rules_are_added() {
    finds("Moj golobnik: novak77", "sl", 0, 1);
    finds("My pigeonbox: novak77", "en", 0, 1);
    let found = told(&ADJUSTED, "Plačaj kar prek golobnika.", "sl");
    assert!(
        found.iter().any(|found| found.rule == "deal.pigeon"),
        "{found:?}"
    );
    assert!(found.iter().all(|found| found.rule_set == 7));
}

#[test]
fn the_same_text_makes_the_same_detector() {
    let again = Detector::adjusted(&[], RuleSet::parse(TEXT).unwrap(), 7).unwrap();
    for text in ["Moj golobnik: novak77", "Pokličite na +386 41 123 456."] {
        assert_eq!(told(&ADJUSTED, text, "sl"), told(&again, text, "sl"));
    }
    assert_eq!(RuleSet::parse(TEXT), RuleSet::parse(TEXT));
}

#[test]
fn a_mistake_is_told_with_its_line() {
    let problem = |text: &str| {
        let made = RuleSet::parse(text).and_then(|set| Detector::adjusted(&[], set, 1).map(drop));
        made.unwrap_err().to_string()
    };
    let told = [
        (
            "\n[switched off]\nno.rule",
            "rules:3: there is no rule `no.rule`",
        ),
        (
            "[least confidence]\nphone.national 80",
            "rules:2: a line is `rule = confidence`",
        ),
        (
            "[least confidence]\nphone.national = 20",
            "rules:2: `20` is no confidence between 50 and 100",
        ),
        (
            "[least confidence]\nphone.plus = 60\nphone.plus = 70",
            "rules:3: `phone.plus` has a least confidence already",
        ),
        (
            "[allowed domains]\nPartner.si",
            "rules:2: `Partner.si` is no domain in small letters",
        ),
        (
            "[allowed words]\nabc",
            "rules:2: `abc` is too short to be allowed everywhere",
        ),
        (
            "[language sl]\n[pay]\n\n[paj]",
            "rules:4: `paj` is no section",
        ),
        (
            "[allowed words]\nnekaj\n\n[language sl]\n[pay]\npl*č",
            "rules:6: `pl*c` is no word: letters, and a star at the end at most",
        ),
        (
            "[language en]\n[pay]\nzap\n[language xx]",
            "rules:4: `xx` is no language known here",
        ),
        (
            "kar nekaj",
            "rules:1: before the first section there is nothing but `[language …]`",
        ),
    ];
    for (text, expected) in told {
        assert_eq!(problem(text), expected);
    }
    assert!(problem(&"x".repeat(50_001)).contains("at most 50000 characters"));
    assert!(RuleSet::parse("").is_ok());
}

#[test]
fn every_rule_that_finds_something_can_be_named() {
    let sets = [
        include_str!("messages.jsonl"),
        include_str!("second_kept.jsonl"),
        include_str!("second_tuned.jsonl"),
        include_str!("second_lookalikes.jsonl"),
    ];
    let known: Vec<&str> = DETECTOR.rules().collect();
    let lines = sets.iter().flat_map(|set| set.lines());
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let message: LabelledMessage = serde_json::from_str(line).unwrap();
        for found in message.with(|message| DETECTOR.detect(message)) {
            assert!(
                known.contains(&found.rule.as_str()),
                "{} is not listed",
                found.rule
            );
        }
    }
}

#[test]
fn a_difference_is_what_only_one_version_finds() {
    let text = "Moj golobnik: novak77, sicer pa 041 123 456.";
    let (before, after) = (told(&DETECTOR, text, "sl"), told(&ADJUSTED, text, "sl"));
    let different = differences(&before, &after);
    let all: Vec<_> = different
        .iter()
        .map(|(way, found)| (*way, words(text, found)))
        .collect();
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all.iter()
            .any(|(way, words)| *way == Way::Caught && words.contains("novak77")),
        "{all:?}"
    );
    assert!(
        all.contains(&(Way::Freed, "041 123 456".to_owned())),
        "{all:?}"
    );
    assert!(differences(&before, &before).is_empty());
}

#[test]
fn a_version_is_activated_behind_a_replay_against_the_active_one_or_again() {
    let facts = |number, active, was_active, replayed_against| RuleSetFacts {
        number,
        active,
        was_active,
        replayed_against,
    };
    let draft = facts(3, 2, false, None);
    assert_eq!(draft.state(), RuleSetState::Draft);
    assert_eq!(draft.may_activate(), Err(ActivationRefused::NotReplayed));
    let replayed = facts(3, 2, false, Some(2));
    assert_eq!(
        (replayed.state(), replayed.may_activate()),
        (RuleSetState::Replayed, Ok(()))
    );
    let outdated = facts(3, 2, false, Some(1));
    assert_eq!(
        outdated.may_activate(),
        Err(ActivationRefused::ReplayOutdated)
    );
    let active = facts(2, 2, true, Some(1));
    assert_eq!(active.state(), RuleSetState::Active);
    assert_eq!(active.may_activate(), Err(ActivationRefused::AlreadyActive));
    let retired = facts(1, 2, true, Some(NO_RULE_SET));
    assert_eq!(
        (retired.state(), retired.may_activate()),
        (RuleSetState::Retired, Ok(()))
    );
    let none = facts(NO_RULE_SET, 2, false, None);
    assert_eq!(none.may_activate(), Ok(()));
}
