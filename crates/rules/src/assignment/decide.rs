//! Which rule fits, and whom it chooses.

use super::{Case, Conditions, Hours, Member, Outcome, Rule};
use crate::ids::{AgentId, RuleId};

/// What the rules say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Assign {
        rule: RuleId,
        agent: AgentId,
    },
    /// Rules fit, the first of them is this one, but nobody of those they name is available.
    NobodyAvailable {
        rule: RuleId,
    },
    NoRule,
}

/// Asks the active rules in their order. A rule that finds nobody leaves the conversation to the next one that fits.
pub fn decide<'a>(
    rules: impl IntoIterator<Item = &'a Rule>,
    case: &Case,
    team: &[Member],
) -> Decision {
    let mut first_fitting = None;
    for rule in rules {
        if !rule.active || !fits(&rule.conditions, case) {
            continue;
        }
        if let Some(agent) = choose(rule, case, team) {
            return Decision::Assign {
                rule: rule.id,
                agent,
            };
        }
        first_fitting.get_or_insert(rule.id);
    }
    match first_fitting {
        Some(rule) => Decision::NobodyAvailable { rule },
        None => Decision::NoRule,
    }
}

fn fits(conditions: &Conditions, case: &Case) -> bool {
    let Conditions {
        subject_kind,
        subject_prefix,
        languages,
        countries,
        labels,
        weekdays,
        hours,
        previous,
    } = conditions;
    let weekday = case.at.weekday().to_monday_one_offset().unsigned_abs();
    subject_kind.is_none_or(|kind| kind == case.subject.kind())
        && case.subject.id().starts_with(subject_prefix.as_str())
        && any(languages, |tag| speaks(tag, &case.language))
        && any(countries, |country| *country == case.country)
        && any(labels, |label| case.labels.contains(label))
        && any(weekdays, |day| *day == weekday)
        && hours.is_none_or(|hours| within(hours, case.at.hour().unsigned_abs()))
        && any(previous, |agent| Some(agent) == case.previous.as_ref())
}

/// An empty list asks for nothing.
fn any<T>(list: &[T], holds: impl Fn(&T) -> bool) -> bool {
    list.is_empty() || list.iter().any(holds)
}

fn speaks(tag: &str, language: &str) -> bool {
    let region = language.strip_prefix(tag);
    region.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn within(hours: Hours, hour: u8) -> bool {
    match hours.from < hours.to {
        true => (hours.from..hours.to).contains(&hour),
        false => hour >= hours.from || hour < hours.to,
    }
}

fn choose(rule: &Rule, case: &Case, team: &[Member]) -> Option<AgentId> {
    let available = |agent: &AgentId| {
        team.iter()
            .find(|member| member.agent == *agent && member.available)
    };
    match &rule.outcome {
        Outcome::Agent { agent } => available(agent).map(|member| member.agent.clone()),
        Outcome::RoundRobin { agents } => {
            let last = rule.last_agent.as_ref();
            let after = agents
                .iter()
                .position(|agent| Some(agent) == last)
                .map_or(0, |place| place + 1);
            let mut turns = agents.iter().cycle().skip(after).take(agents.len());
            turns.find(|agent| available(agent).is_some()).cloned()
        }
        Outcome::LeastWork { agents } => {
            let there = agents.iter().filter_map(available);
            there
                .min_by_key(|member| member.open_work)
                .map(|member| member.agent.clone())
        }
        Outcome::SameAsLastTime => {
            let previous = case.previous.as_ref()?;
            available(previous).map(|member| member.agent.clone())
        }
    }
}
