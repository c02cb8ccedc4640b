//! A rule in words: each condition as a name with its values, so that no sentence has to be bent to them.

use jiff::civil::Weekday;
use rules::assignment::{Conditions, Outcome};
use rules::conversation::SubjectKind;
use rules::ids::AgentId;
use store::agents::Agent;
use store::labels::Label;

use super::form::outcome_code;
use crate::i18n::Texts;

/// What the ids in a rule stand for.
pub(super) struct Known {
    pub agents: Vec<Agent>,
    pub labels: Vec<Label>,
}

impl Known {
    pub(super) fn name_of(&self, id: &AgentId) -> String {
        let found = self.agents.iter().find(|agent| agent.id == *id);
        found.map_or_else(|| id.to_string(), |agent| agent.name.clone())
    }

    fn names(&self, ids: &[AgentId]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.name_of(id)).collect();
        names.join(", ")
    }
}

/// The conditions, each as "name: values"; one text where there are none.
pub(super) fn conditions(texts: &Texts, known: &Known, conditions: &Conditions) -> Vec<String> {
    let mut told = Vec::new();
    let mut tell = |key: &str, values: String| {
        if !values.is_empty() {
            told.push(texts.t_args(key, &[("values", values.into())]));
        }
    };
    let subject = match conditions.subject_kind {
        Some(SubjectKind::Order) => texts.t("rule-subject-order"),
        Some(SubjectKind::Listing) => texts.t("rule-subject-listing"),
        None => String::new(),
    };
    tell("rule-told-subject", subject);
    tell("rule-told-prefix", conditions.subject_prefix.clone());
    tell("rule-told-languages", conditions.languages.join(", "));
    tell("rule-told-countries", conditions.countries.join(", "));
    let labels = known.labels.iter();
    let labels = labels.filter(|label| conditions.labels.contains(&label.id));
    let names: Vec<&str> = labels.map(|label| label.name.as_str()).collect();
    tell("rule-told-labels", names.join(", "));
    let days: Vec<String> = conditions
        .weekdays
        .iter()
        .map(|day| weekday(texts, *day))
        .collect();
    tell("rule-told-weekdays", days.join(", "));
    let hours = conditions
        .hours
        .map(|hours| format!("{}–{}", hours.from, hours.to));
    tell("rule-told-hours", hours.unwrap_or_default());
    tell("rule-told-previous", known.names(&conditions.previous));
    if told.is_empty() {
        told.push(texts.t("rule-told-all"));
    }
    told
}

/// Who gets it.
pub(super) fn outcome(texts: &Texts, known: &Known, outcome: &Outcome) -> String {
    let names = known.names(outcome.agents());
    let key = outcome_key(outcome_code(outcome));
    match names.as_str() {
        "" => texts.t(key),
        names => format!("{}{} {names}", texts.t(key), texts.t("page-colon")),
    }
}

pub(super) fn outcome_key(code: &str) -> &'static str {
    match code {
        "agent" => "rule-outcome-agent",
        "least_work" => "rule-outcome-least-work",
        "same_as_last_time" => "rule-outcome-same",
        _ => "rule-outcome-round-robin",
    }
}

/// The name of a day that counts from 1, Monday.
pub(super) fn weekday(texts: &Texts, day: u8) -> String {
    let day = i8::try_from(day)
        .ok()
        .and_then(|day| Weekday::from_monday_one_offset(day).ok());
    texts.t(match day {
        Some(Weekday::Monday) => "rule-day-1",
        Some(Weekday::Tuesday) => "rule-day-2",
        Some(Weekday::Wednesday) => "rule-day-3",
        Some(Weekday::Thursday) => "rule-day-4",
        Some(Weekday::Friday) => "rule-day-5",
        Some(Weekday::Saturday) => "rule-day-6",
        _ => "rule-day-7",
    })
}
