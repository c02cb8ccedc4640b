//! Giving a conversation to the deputy of whoever is away, and back when that one is there again.

use rules::absence::{Entrusted, StandIn, stand_in};
use rules::access::AgentRole;
use rules::conversation::Conversation;
use rules::ids::{AbsenceId, AgentId, ConversationId, SellerId};
use serde_json::json;
use store::{DbError, Tx, entrusted};

use crate::actions::record::{Recorder, record};
use crate::error::ActionError;

/// Where a deputy comes in or goes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deputised {
    To(Entrusted),
    Back {
        principal: AgentId,
        absence: AbsenceId,
    },
}

/// What becomes of a conversation that somebody is to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Stays,
    Deputised(Deputised),
    /// Nobody is there for it.
    Nobody,
}

/// Looks who answers at the recorder's instant in the place of the one to whom it is assigned.
pub(super) async fn find(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    assignee: &AgentId,
) -> Result<Found, DbError> {
    let (seller, id) = (&conversation.seller, conversation.id);
    let (agents, absences, given) = tokio::try_join!(
        store::agents::of_seller(tx, seller),
        store::absences::ending_after(tx, seller, recorder.now),
        entrusted::find(tx, seller, id),
    )?;
    let answers = |agent: &AgentId| {
        let found = agents.iter().find(|known| known.id == *agent);
        found.is_some_and(|known| known.active && known.role != AgentRole::ReadOnly)
    };
    let decided = stand_in(assignee, given.as_ref(), &absences, recorder.now, answers);
    Ok(match decided {
        StandIn::Stays => Found::Stays,
        StandIn::Entrusted(entrusted) => Found::Deputised(Deputised::To(entrusted)),
        StandIn::Returns { principal, absence } => {
            Found::Deputised(Deputised::Back { principal, absence })
        }
        StandIn::Nobody => Found::Nobody,
    })
}

/// Gives a conversation that still waits to the deputy, where the one who is to answer is away; the caller has loaded
/// it in this transaction and saves nothing of it itself.
pub async fn hand_over(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &mut Conversation,
) -> Result<(), ActionError> {
    let Some(assignee) = conversation.assignee.clone() else {
        return Ok(());
    };
    let Found::Deputised(deputised) = find(tx, recorder, conversation, &assignee).await? else {
        return Ok(());
    };
    let loaded_version = conversation.version;
    conversation.assignee = Some(deputised.agent().clone());
    conversation.updated_at = recorder.now;
    conversation.version += 1;
    store::conversations::save(tx, conversation, loaded_version).await?;
    deputised
        .record(tx, recorder, &conversation.seller, conversation.id)
        .await
}

impl Deputised {
    /// Who is to answer now.
    pub(super) fn agent(&self) -> &AgentId {
        match self {
            Deputised::To(entrusted) => &entrusted.deputy,
            Deputised::Back { principal, .. } => principal,
        }
    }

    /// Remembers to whom it belongs, and records who got it.
    pub(super) async fn record(
        &self,
        tx: &Tx,
        recorder: &Recorder,
        seller: &SellerId,
        id: ConversationId,
    ) -> Result<(), ActionError> {
        let (absence, body) = match self {
            Deputised::To(given) => {
                entrusted::save(tx, seller, id, given).await?;
                let body = json!({ "agent": given.deputy, "deputy_of": given.principal });
                (given.absence, body)
            }
            Deputised::Back { principal, absence } => {
                entrusted::forget(tx, seller, id).await?;
                (*absence, json!({ "agent": principal, "returned": true }))
            }
        };
        let recorder = recorder.of_absence(absence);
        let event = recorder.private_of_conversation(seller, id, "conversation.assigned", body)?;
        Ok(record(tx, &[event]).await?)
    }
}
