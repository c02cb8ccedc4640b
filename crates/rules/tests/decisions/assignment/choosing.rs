//! Whom a rule chooses.

use rules::assignment::{Conditions, Decision, Outcome, Rule, decide};

use super::support::{agent, agents, case, given, member, rule, rule_id, team};

fn always(number: u128, outcome: Outcome) -> Rule {
    rule(number, Conditions::default(), outcome)
}

fn one(id: &str) -> Outcome {
    Outcome::Agent { agent: agent(id) }
}

#[test]
fn the_first_rule_that_fits_and_finds_somebody_decides() {
    let german = Conditions {
        languages: vec!["de".into()],
        ..Conditions::default()
    };
    let slovene = Conditions {
        languages: vec!["sl".into()],
        ..Conditions::default()
    };
    let rules = [
        rule(1, slovene, one("nina")),
        rule(2, german, one("tilen")),
        always(3, one("ursa")),
    ];
    assert_eq!(given(&rules, &case()), Some((2, "tilen".into())));
}

#[test]
fn whoever_is_away_or_unknown_is_passed_over() {
    let rules = [
        always(1, one("vid")),
        always(2, one("nobody")),
        always(3, one("ursa")),
    ];
    assert_eq!(given(&rules, &case()), Some((3, "ursa".into())));
    let decision = decide(&rules[..2], &case(), &team());
    assert_eq!(decision, Decision::NobodyAvailable { rule: rule_id(1) });
}

#[test]
fn a_rule_that_is_switched_off_is_not_asked() {
    let mut off = always(1, one("nina"));
    off.active = false;
    assert_eq!(decide([&off], &case(), &team()), Decision::NoRule);
    assert_eq!(decide([], &case(), &team()), Decision::NoRule);
}

#[test]
fn in_turn_everybody_who_is_there_gets_the_same() {
    let mut rule = always(
        1,
        Outcome::RoundRobin {
            agents: agents(&["nina", "vid", "tilen", "ursa"]),
        },
    );
    let mut got = Vec::new();
    for _ in 0..7 {
        let (_, next) = given(std::slice::from_ref(&rule), &case()).unwrap();
        rule.last_agent = Some(agent(&next));
        got.push(next);
    }
    assert_eq!(
        got,
        ["nina", "tilen", "ursa", "nina", "tilen", "ursa", "nina"]
    );
    // Somebody who has left the rule since does not stop it.
    rule.last_agent = Some(agent("gone"));
    assert_eq!(given(&[rule], &case()), Some((1, "nina".into())));
}

#[test]
fn the_least_busy_one_gets_it_and_of_several_the_first_named() {
    let least = |ids: &[&str]| {
        given(
            &[always(
                1,
                Outcome::LeastWork {
                    agents: agents(ids),
                },
            )],
            &case(),
        )
    };
    assert_eq!(least(&["nina", "ursa", "tilen"]), Some((1, "ursa".into())));
    assert_eq!(least(&["nina", "vid"]), Some((1, "nina".into())));
    assert_eq!(least(&["vid"]), None);
}

#[test]
fn a_buyer_comes_back_to_whom_it_knows() {
    let rules = [always(1, Outcome::SameAsLastTime), always(2, one("ursa"))];
    assert_eq!(given(&rules, &case()), Some((1, "nina".into())));
    let mut new_buyer = case();
    new_buyer.previous = None;
    assert_eq!(given(&rules, &new_buyer), Some((2, "ursa".into())));
    let away = [member("nina", false, 0), member("ursa", true, 9)];
    let decision = decide(&rules, &case(), &away);
    assert_eq!(
        decision,
        Decision::Assign {
            rule: rule_id(2),
            agent: agent("ursa")
        }
    );
}
