//! One rule: for which conversations it is meant, and who gets them.

use serde::{Deserialize, Serialize};

use crate::conversation::SubjectKind;
use crate::ids::{AgentId, LabelId, RuleId};

/// A rule with its place among the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub id: RuleId,
    /// One that is not is kept but not asked.
    pub active: bool,
    pub conditions: Conditions,
    pub outcome: Outcome,
    /// Who got the last conversation of this rule; whose turn it is next follows from it.
    pub last_agent: Option<AgentId>,
}

/// All that are given must hold; a list holds with any of its members. Without a condition it fits every conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conditions {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_kind: Option<SubjectKind>,
    /// Beginning of the marketplace's id of the order or listing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subject_prefix: String,
    /// Language tags; `de` fits `de-AT` too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// ISO 3166-1 alpha-2 in capitals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<LabelId>,
    /// 1 is Monday, 7 is Sunday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Who answered this buyer the last time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub previous: Vec<AgentId>,
}

/// Part of a day by the seller's clocks, in whole hours; from 22 to 6 goes over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// 0 to 23, included.
    pub from: u8,
    /// 1 to 24, not included.
    pub to: u8,
}

/// Who gets it. Whoever is not available is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    Agent {
        agent: AgentId,
    },
    /// One after the other.
    RoundRobin {
        agents: Vec<AgentId>,
    },
    /// Who has the fewest conversations waiting for an answer; of several the first named.
    LeastWork {
        agents: Vec<AgentId>,
    },
    /// Who answered this buyer the last time.
    SameAsLastTime,
}

impl Outcome {
    /// Those whom it names.
    pub fn agents(&self) -> &[AgentId] {
        match self {
            Outcome::Agent { agent } => std::slice::from_ref(agent),
            Outcome::RoundRobin { agents } | Outcome::LeastWork { agents } => agents,
            Outcome::SameAsLastTime => &[],
        }
    }
}
