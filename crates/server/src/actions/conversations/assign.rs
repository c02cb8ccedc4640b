//! Assigning a conversation to an agent of the seller, or to nobody.

use rules::access::{Action, Viewer};
use rules::conversation::Conversation;
use rules::ids::{AgentId, ConversationId};
use serde_json::json;
use store::Tx;

use super::save::{check_version, load};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// Who is to answer.
#[derive(Debug, Clone)]
pub struct Assign {
    pub conversation: ConversationId,
    pub agent: Option<AgentId>,
    pub version: Option<i64>,
}

/// Assigns it; an agent that is not one of the seller's, or no longer active, is refused.
pub async fn run(app: &App, viewer: &Viewer, command: Assign) -> Result<Conversation, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let mut conversation = load(tx, &viewer, command.conversation, Action::Assign).await?;
        check_version(&conversation, command.version)?;
        if conversation.assignee == command.agent {
            return Ok(conversation);
        }
        if let Some(agent) = &command.agent {
            let found = store::agents::find(tx, &conversation.seller, agent).await?;
            if !found.is_some_and(|agent| agent.active) {
                return Err(ActionError::invalid(
                    "agent_unknown",
                    "The seller has no active agent with this id.",
                ));
            }
        }
        let loaded_version = conversation.version;
        conversation.assignee.clone_from(&command.agent);
        conversation.updated_at = now;
        conversation.version += 1;
        store::conversations::save(tx, &conversation, loaded_version).await?;
        // From now on it belongs to whom people gave it, deputy or not.
        store::entrusted::forget(tx, &conversation.seller, conversation.id).await?;
        let recorder = Recorder::new(&app, &viewer, now);
        // Who works on it inside the seller is none of the buyer's business.
        let event = recorder.private_of_conversation(
            &conversation.seller,
            conversation.id,
            "conversation.assigned",
            json!({ "agent": command.agent }),
        )?;
        record(tx, &[event]).await?;
        Ok(conversation)
    })
    .await
}
