//! Short ways to say rules, conversations and teams.

use jiff::civil::date;
use rules::assignment::{Case, Conditions, Decision, Member, Outcome, Rule, decide};
use rules::conversation::Subject;
use rules::ids::{AgentId, LabelId, OrderId, RuleId};
use uuid::Uuid;

pub(super) fn agent(id: &str) -> AgentId {
    AgentId::parse(id).unwrap()
}

pub(super) fn agents(ids: &[&str]) -> Vec<AgentId> {
    ids.iter().map(|id| agent(id)).collect()
}

pub(super) fn label(number: u128) -> LabelId {
    LabelId(Uuid::from_u128(number))
}

pub(super) fn rule_id(number: u128) -> RuleId {
    RuleId(Uuid::from_u128(number))
}

/// An active rule that nobody has got anything by.
pub(super) fn rule(number: u128, conditions: Conditions, outcome: Outcome) -> Rule {
    Rule {
        id: rule_id(number),
        active: true,
        conditions,
        outcome,
        last_agent: None,
    }
}

/// A buyer from Graz writes in German about the order W-17 on Monday, 23 November 2026, at 10.30.
pub(super) fn case() -> Case {
    Case {
        subject: Subject::Order(OrderId::parse("W-17").unwrap()),
        language: "de-AT".into(),
        country: "AT".into(),
        labels: vec![label(1)],
        at: date(2026, 11, 23).at(10, 30, 0, 0),
        previous: Some(agent("nina")),
    }
}

pub(super) fn member(id: &str, available: bool, open_work: u32) -> Member {
    Member {
        agent: agent(id),
        available,
        open_work,
    }
}

/// Nina with three conversations, Tilen with one, Urša with one, and Vid who is away.
pub(super) fn team() -> Vec<Member> {
    vec![
        member("nina", true, 3),
        member("tilen", true, 1),
        member("ursa", true, 1),
        member("vid", false, 0),
    ]
}

/// Who gets the conversation by which rule.
pub(super) fn given(rules: &[Rule], case: &Case) -> Option<(u128, String)> {
    match decide(rules, case, &team()) {
        Decision::Assign { rule, agent } => Some((rule.0.as_u128(), agent.to_string())),
        _ => None,
    }
}
