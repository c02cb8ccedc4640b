//! Assignment rules as JSON.

use jiff::Timestamp;
use rules::assignment::{Conditions, Outcome};
use rules::conversation::SubjectKind;
use rules::ids::{AgentId, LabelId, RuleId};
use serde::{Deserialize, Serialize};
use store::assignment_rules::NamedRule;
use utoipa::ToSchema;

use crate::actions::assignment::RuleContent;
use crate::api::codes;

/// What a rule is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleBody {
    /// 1 to 40 characters in one line.
    name: String,
    /// All that are given must hold; without one the rule fits every conversation.
    #[serde(default)]
    #[schema(value_type = ConditionsShape)]
    conditions: Conditions,
    #[schema(value_type = OutcomeShape)]
    outcome: Outcome,
}

/// A rule with its place among the others.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleShown {
    #[schema(value_type = String, format = Uuid)]
    id: RuleId,
    name: String,
    /// One that is not active is kept but not asked.
    active: bool,
    #[schema(value_type = ConditionsShape)]
    conditions: Conditions,
    #[schema(value_type = OutcomeShape)]
    outcome: Outcome,
    /// Who got the last conversation by this rule; whose turn it is next follows from it.
    #[schema(value_type = Option<String>)]
    last_agent: Option<AgentId>,
    /// Counts the changes from 1.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// Rules in the order in which they are asked: the first that fits and finds somebody decides.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleList {
    /// At most 50.
    pub(super) items: Vec<RuleShown>,
}

/// The conditions of a rule. A list holds with any of its members.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes what the rules read themselves")]
pub(super) struct ConditionsShape {
    #[schema(schema_with = codes::subject_kind)]
    subject_kind: Option<SubjectKind>,
    /// Beginning of the marketplace's id of the order or listing.
    subject_prefix: Option<String>,
    /// The buyer's language as tags; `de` fits `de-AT` too.
    languages: Option<Vec<String>>,
    /// The buyer's country, ISO 3166-1 alpha-2.
    countries: Option<Vec<String>>,
    #[schema(value_type = Option<Vec<String>>)]
    labels: Option<Vec<LabelId>>,
    /// 1 is Monday, 7 is Sunday.
    weekdays: Option<Vec<u8>>,
    hours: Option<HoursShape>,
    /// Agents of whom one was to answer this buyer the last time.
    #[schema(value_type = Option<Vec<String>>)]
    previous: Option<Vec<AgentId>>,
}

/// Part of a day by the seller's clocks, in whole hours; from 22 to 6 goes over midnight.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes what the rules read themselves")]
pub(super) struct HoursShape {
    /// 0 to 23, included.
    from: u8,
    /// 1 to 24, not included.
    to: u8,
}

/// Who gets it. Whoever is away or may not answer is passed over.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes what the rules read themselves")]
pub(super) enum OutcomeShape {
    /// Always this one.
    Agent { agent: String },
    /// One after the other.
    RoundRobin { agents: Vec<String> },
    /// Who has the fewest conversations waiting for an answer; of several the first named.
    LeastWork { agents: Vec<String> },
    /// Who was to answer this buyer the last time.
    SameAsLastTime {},
}

impl From<RuleBody> for RuleContent {
    fn from(body: RuleBody) -> RuleContent {
        RuleContent {
            name: body.name,
            conditions: body.conditions,
            outcome: body.outcome,
        }
    }
}

impl From<NamedRule> for RuleShown {
    fn from(named: NamedRule) -> RuleShown {
        RuleShown {
            id: named.rule.id,
            name: named.name,
            active: named.rule.active,
            conditions: named.rule.conditions,
            outcome: named.rule.outcome,
            last_agent: named.rule.last_agent,
            version: named.version,
            created_at: named.created_at,
            updated_at: named.updated_at,
        }
    }
}
