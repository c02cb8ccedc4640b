//! Following the rules when a buyer has written and nobody is to answer.

use rules::assignment::{Decision, decide};
use rules::conversation::Conversation;
use rules::ids::{AgentId, RuleId};
use serde_json::json;
use store::{Tx, assignment_rules};

use super::team::{case, team};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// What a rule has decided; it is recorded after the message that it was decided upon.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "an assignment that is not recorded happened without a trace"]
pub struct Assigned {
    rule: RuleId,
    agent: AgentId,
}

/// Assigns a conversation that waits for the seller and is nobody's, or one's who no longer works there.
/// The caller saves it.
pub async fn apply(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    conversation: &mut Conversation,
) -> Result<Option<Assigned>, ActionError> {
    let deadline = conversation.deadline.as_ref();
    if !deadline.is_some_and(|deadline| deadline.is_waiting()) {
        return Ok(None);
    }
    let rules = assignment_rules::of_seller(tx, &conversation.seller).await?;
    if rules.is_empty() {
        return Ok(None);
    }
    let team = team(tx, &conversation.seller, recorder.now).await?;
    if let Some(assignee) = &conversation.assignee {
        let agent = store::agents::find(tx, &conversation.seller, assignee).await?;
        if agent.is_some_and(|agent| agent.active) {
            return Ok(None);
        }
    }
    let case = case(tx, app, conversation, recorder.now).await?;
    let rules = rules.iter().map(|named| &named.rule);
    let Decision::Assign { rule, agent } = decide(rules, &case, &team) else {
        return Ok(None);
    };
    conversation.assignee = Some(agent.clone());
    Ok(Some(Assigned { rule, agent }))
}

/// Records who got it by which rule, and that it is the next one's turn.
pub async fn record_assigned(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    assigned: Option<Assigned>,
) -> Result<(), ActionError> {
    let Some(Assigned { rule, agent }) = assigned else {
        return Ok(());
    };
    let seller = &conversation.seller;
    assignment_rules::save_turn(tx, seller, rule, &agent).await?;
    let event = recorder.of_rule(rule).private_of_conversation(
        seller,
        conversation.id,
        "conversation.assigned",
        json!({ "agent": agent, "rule_id": rule }),
    )?;
    Ok(record(tx, &[event]).await?)
}
