//! The form of a rule: from the fields as they were sent to a rule, and from a rule to the fields.

use rules::assignment::{Conditions, Hours, Outcome};
use rules::conversation::SubjectKind;
use rules::ids::AgentId;
use store::assignment_rules::NamedRule;

use crate::actions::assignment::RuleContent;

/// The fields as they were sent; lists have a field for each member.
#[derive(Debug, Clone, Default)]
pub(super) struct RuleFields(Vec<(String, String)>);

impl RuleFields {
    pub(super) fn new(sent: Vec<(String, String)>) -> RuleFields {
        RuleFields(sent)
    }

    /// The fields of a rule that is there.
    pub(super) fn of(named: &NamedRule) -> RuleFields {
        let conditions = &named.rule.conditions;
        let mut fields = RuleFields::default();
        fields.add("name", &named.name);
        let kind = conditions.subject_kind.map_or("", SubjectKind::code);
        fields.add("subject", kind);
        fields.add("prefix", &conditions.subject_prefix);
        fields.add("languages", &conditions.languages.join(", "));
        fields.add("countries", &conditions.countries.join(", "));
        for label in &conditions.labels {
            fields.add("label", &label.to_string());
        }
        for day in &conditions.weekdays {
            fields.add("weekday", &day.to_string());
        }
        if let Some(Hours { from, to }) = conditions.hours {
            fields.add("from", &from.to_string());
            fields.add("to", &to.to_string());
        }
        for agent in &conditions.previous {
            fields.add("previous", agent.as_str());
        }
        fields.add("outcome", outcome_code(&named.rule.outcome));
        for agent in named.rule.outcome.agents() {
            fields.add("agent", agent.as_str());
        }
        fields.add("version", &named.version.to_string());
        fields
    }

    fn add(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn value(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    }

    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|found| found == value)
    }

    pub(super) fn version(&self) -> Option<i64> {
        self.value("version").parse().ok()
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(field, _)| field == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The rule that they say; the key of the text that tells what is wrong where they say none.
    pub(super) fn content(&self) -> Result<RuleContent, &'static str> {
        let agents = |name| {
            let read: Result<Vec<_>, _> = self.all(name).map(AgentId::parse).collect();
            read.map_err(|_| "rule-error-agents")
        };
        let numbers = |name| {
            let read: Result<Vec<u8>, _> = self.all(name).map(str::parse).collect();
            read.map_err(|_| "rule-error-hours")
        };
        let labels: Result<Vec<_>, _> = self.all("label").map(str::parse).collect();
        Ok(RuleContent {
            name: self.value("name").to_owned(),
            conditions: Conditions {
                subject_kind: match self.value("subject") {
                    "order" => Some(SubjectKind::Order),
                    "listing" => Some(SubjectKind::Listing),
                    _ => None,
                },
                subject_prefix: self.value("prefix").to_owned(),
                languages: words(self.value("languages")),
                countries: words(&self.value("countries").to_uppercase()),
                labels: labels.map_err(|_| "rule-error-label")?,
                weekdays: numbers("weekday")?,
                hours: self.hours()?,
                previous: agents("previous")?,
            },
            outcome: self.outcome(agents("agent")?)?,
        })
    }

    fn hours(&self) -> Result<Option<Hours>, &'static str> {
        let wrong = |_| "rule-error-hours";
        match (self.value("from"), self.value("to")) {
            ("", "") => Ok(None),
            (from, to) => Ok(Some(Hours {
                from: from.parse().map_err(wrong)?,
                to: to.parse().map_err(wrong)?,
            })),
        }
    }

    fn outcome(&self, mut agents: Vec<AgentId>) -> Result<Outcome, &'static str> {
        Ok(match self.value("outcome") {
            "same_as_last_time" => Outcome::SameAsLastTime,
            "least_work" => Outcome::LeastWork { agents },
            "agent" => match (agents.pop(), agents.is_empty()) {
                (Some(agent), true) => Outcome::Agent { agent },
                _ => return Err("rule-error-one-agent"),
            },
            _ => Outcome::RoundRobin { agents },
        })
    }
}

pub(super) fn outcome_code(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Agent { .. } => "agent",
        Outcome::RoundRobin { .. } => "round_robin",
        Outcome::LeastWork { .. } => "least_work",
        Outcome::SameAsLastTime => "same_as_last_time",
    }
}

/// Members of a list that was typed, however they are parted.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| letter == ',' || letter == ';' || letter.is_whitespace());
    let words = parts.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use rules::assignment::Rule;
    use rules::ids::{LabelId, RuleId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_rule_comes_back_from_its_form_as_it_was() {
        let agent = |id: &str| AgentId::parse(id).unwrap();
        let conditions = Conditions {
            subject_kind: Some(SubjectKind::Order),
            subject_prefix: "W-".into(),
            languages: vec!["sl".into(), "de-AT".into()],
            countries: vec!["SI".into()],
            labels: vec![LabelId(Uuid::from_u128(7))],
            weekdays: vec![1, 5],
            hours: Some(Hours { from: 22, to: 6 }),
            previous: vec![agent("nina")],
        };
        let both = || vec![agent("nina"), agent("tilen")];
        for outcome in [
            Outcome::Agent {
                agent: agent("nina"),
            },
            Outcome::RoundRobin { agents: both() },
            Outcome::LeastWork { agents: both() },
            Outcome::SameAsLastTime,
        ] {
            let named = NamedRule {
                name: "Kabli".into(),
                place: 1,
                rule: Rule {
                    id: RuleId(Uuid::from_u128(1)),
                    active: true,
                    conditions: conditions.clone(),
                    outcome: outcome.clone(),
                    last_agent: None,
                },
                version: 4,
                created_at: Timestamp::UNIX_EPOCH,
                updated_at: Timestamp::UNIX_EPOCH,
            };
            let fields = RuleFields::of(&named);
            let content = fields.content().unwrap();
            assert_eq!(content.conditions, conditions);
            assert_eq!((content.name.as_str(), content.outcome), ("Kabli", outcome));
            assert_eq!(fields.version(), Some(4));
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let fields = |pairs: &[(&str, &str)]| {
            let pairs = pairs
                .iter()
                .map(|&(name, value)| (name.to_owned(), value.to_owned()));
            RuleFields::new(pairs.collect()).content().unwrap_err()
        };
        assert_eq!(
            fields(&[("from", "eight"), ("to", "16")]),
            "rule-error-hours"
        );
        assert_eq!(fields(&[("from", "8")]), "rule-error-hours");
        assert_eq!(fields(&[("label", "x")]), "rule-error-label");
        assert_eq!(fields(&[("outcome", "agent")]), "rule-error-one-agent");
        let two = [("outcome", "agent"), ("agent", "a"), ("agent", "b")];
        assert_eq!(fields(&two), "rule-error-one-agent");
    }
}
