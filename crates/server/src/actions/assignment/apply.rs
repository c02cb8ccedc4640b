//! Finding somebody to answer when a buyer has written: the deputy of whoever is away, or whom the rules name.

use rules::assignment::{Decision, decide};
use rules::conversation::Conversation;
use rules::ids::{AgentId, RuleId};
use serde_json::json;
use store::{Tx, assignment_rules, entrusted};

use super::stand_in::{self, Deputised, Found};
use super::team::{case, team};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// What has been decided; it is recorded after the message that it was decided upon.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "an assignment that is not recorded happened without a trace"]
pub struct Assigned(By);

#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    Rule { rule: RuleId, agent: AgentId },
    Absence(Deputised),
}

/// Assigns a conversation that waits for the seller where its agent is away, or it has none who answers.
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
    if let Some(assignee) = conversation.assignee.clone() {
        match stand_in::find(tx, recorder, conversation, &assignee).await? {
            Found::Stays => return Ok(None),
            Found::Deputised(deputised) => {
                conversation.assignee = Some(deputised.agent().clone());
                return Ok(Some(Assigned(By::Absence(deputised))));
            }
            Found::Nobody => {}
        }
    }
    let rules = assignment_rules::of_seller(tx, &conversation.seller).await?;
    if rules.is_empty() {
        return Ok(None);
    }
    let team = team(tx, &conversation.seller, recorder.now).await?;
    let case = case(tx, app, conversation, recorder.now).await?;
    let rules = rules.iter().map(|named| &named.rule);
    let Decision::Assign { rule, agent } = decide(rules, &case, &team) else {
        return Ok(None);
    };
    conversation.assignee = Some(agent.clone());
    Ok(Some(Assigned(By::Rule { rule, agent })))
}

/// Records who got it and why; after a rule, that it is the next one's turn.
pub async fn record_assigned(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    assigned: Option<Assigned>,
) -> Result<(), ActionError> {
    let (seller, id) = (&conversation.seller, conversation.id);
    let (rule, agent) = match assigned {
        None => return Ok(()),
        Some(Assigned(By::Absence(deputised))) => {
            return deputised.record(tx, recorder, seller, id).await;
        }
        Some(Assigned(By::Rule { rule, agent })) => (rule, agent),
    };
    entrusted::forget(tx, seller, id).await?;
    assignment_rules::save_turn(tx, seller, rule, &agent).await?;
    let event = recorder.of_rule(rule).private_of_conversation(
        seller,
        id,
        "conversation.assigned",
        json!({ "agent": agent, "rule_id": rule }),
    )?;
    Ok(record(tx, &[event]).await?)
}
