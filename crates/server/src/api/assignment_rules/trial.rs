//! What assignment rules would do, over the API.

use axum::Json;
use axum::extract::State;
use rules::assignment::Decision;
use rules::ids::{AgentId, ConversationId, RuleId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::RuleBody;
use crate::actions::assignment::{self, Tried};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// What is to be tried.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrialBody {
    /// A rule that is kept nowhere, alone; without it all that the seller has.
    #[serde(default)]
    rule: Option<RuleBody>,
}

/// What would become of the newest conversations.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialShown {
    /// At most 20.
    items: Vec<TriedShown>,
}

/// A conversation, and who would get it if its buyer wrote now as it did then.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TriedShown {
    #[schema(value_type = String, format = Uuid)]
    conversation: ConversationId,
    title: String,
    /// `null` where no rule fits, or nobody of those that the fitting ones name is there.
    #[schema(value_type = Option<String>)]
    agent: Option<AgentId>,
    /// The rule that decides; without an agent the first that fits; `null` where none fits, and for a rule that is
    /// kept nowhere.
    #[schema(value_type = Option<String>, format = Uuid)]
    rule: Option<RuleId>,
    /// `assigned`, `nobody_available` or `no_rule`.
    outcome: &'static str,
}

/// Try assignment rules
///
/// On the newest conversations. It changes nothing and takes nobody's turn.
#[utoipa::path(
    post,
    path = "/api/v1/assignment-rules/trial",
    tag = "assignment rules",
    request_body = TrialBody,
    responses((status = 200, description = "Who would get which", body = TrialShown)),
)]
pub async fn post_trial(
    State(app): State<App>,
    identity: Identity,
    Json(body): Json<TrialBody>,
) -> Result<Json<TrialShown>, ActionError> {
    let tried = assignment::trial(&app, &identity.viewer, body.rule.map(Into::into)).await?;
    Ok(Json(TrialShown {
        items: tried.into_iter().map(TriedShown::from).collect(),
    }))
}

impl From<Tried> for TriedShown {
    fn from(tried: Tried) -> TriedShown {
        let (outcome, rule, agent) = match tried.decision {
            Decision::Assign { rule, agent } => ("assigned", Some(rule), Some(agent)),
            Decision::NobodyAvailable { rule } => ("nobody_available", Some(rule), None),
            Decision::NoRule => ("no_rule", None, None),
        };
        TriedShown {
            conversation: tried.entry.id,
            title: tried.entry.title,
            agent,
            rule: rule.filter(|rule| !rule.0.is_nil()),
            outcome,
        }
    }
}
