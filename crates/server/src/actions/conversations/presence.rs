//! Who of the seller and the marketplace is at a conversation at present. Nothing of it is kept, so it is no event.

use jiff::Timestamp;
use rules::access::{Action, Relation, Viewer};
use rules::conversation::{Conversation, PresenceState};
use rules::ids::{AgentId, ConversationId, SellerId};
use store::Tx;

use super::save::load;
use super::staff_read::{Found, is_confidential, under};
use crate::app::App;
use crate::error::ActionError;
use crate::live::{Beat, Who, tell_presence};
use crate::viewer::check;

/// Somebody else who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// An agent's name; `None` for staff, who are the marketplace.
    pub name: Option<String>,
    pub state: PresenceState,
}

/// Tells the others that the viewer is there, or with `None` that it goes. Of staff whose looks are confidential, nobody
/// is told that they come.
pub async fn show(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    state: Option<PresenceState>,
) -> Result<(), ActionError> {
    let (reading, now) = (viewer.clone(), app.now());
    let (conversation, confidential) = app
        .db
        .read(async move |tx: &Tx| {
            let conversation = load(tx, &reading, id, Action::ShowPresence).await?;
            let confidential = match reading {
                Viewer::Staff { .. } => is_told_nobody(tx, now, &reading, &conversation).await?,
                _ => false,
            };
            Ok::<_, ActionError>((conversation, confidential))
        })
        .await?;
    if confidential && state.is_some() {
        return Ok(());
    }
    let who = who(viewer).ok_or(ActionError::NotFound)?;
    let beat = Beat {
        seller: conversation.seller,
        conversation: id,
        who,
        state,
    };
    tell_presence(app, &beat);
    Ok(())
}

/// Who else is at a conversation.
pub async fn others(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
) -> Result<Vec<Other>, ActionError> {
    let (reading, own) = (viewer.clone(), who(viewer));
    let mut present = app.live.present(id, app.now());
    present.retain(|present| Some(&present.who) != own.as_ref());
    app.db
        .read(async move |tx: &Tx| {
            let conversation = load(tx, &reading, id, Action::ShowPresence).await?;
            let mut others = Vec::new();
            for one in &present {
                let name = match &one.who {
                    Who::Agent(agent) => Some(name_of(tx, &conversation.seller, agent).await?),
                    Who::Staff(_) => None,
                };
                others.push(Other {
                    name,
                    state: one.state,
                });
            }
            Ok(others)
        })
        .await
}

/// Who else is at which of a seller's conversations.
pub async fn at_seller(
    app: &App,
    viewer: &Viewer,
) -> Result<Vec<(ConversationId, Other)>, ActionError> {
    check(viewer, Action::ShowPresence, Relation::Own)?;
    let Viewer::Agent { seller, .. } = viewer else {
        return Ok(Vec::new());
    };
    let (seller, own) = (seller.clone(), who(viewer));
    let mut present = app.live.present_at(&seller, app.now());
    present.retain(|(_, present)| Some(&present.who) != own.as_ref());
    app.db
        .read(async move |tx: &Tx| {
            let mut others = Vec::new();
            for (id, one) in &present {
                let name = match &one.who {
                    Who::Agent(agent) => Some(name_of(tx, &seller, agent).await?),
                    Who::Staff(_) => None,
                };
                others.push((
                    *id,
                    Other {
                        name,
                        state: one.state,
                    },
                ));
            }
            Ok::<_, ActionError>(others)
        })
        .await
}

async fn is_told_nobody(
    tx: &Tx,
    now: Timestamp,
    viewer: &Viewer,
    conversation: &Conversation,
) -> Result<bool, ActionError> {
    match under(tx, now, viewer, conversation).await {
        Ok(Found::Under(under)) => Ok(is_confidential(&under, now)),
        // Whoever has no reason to read is there all the same, and others may know.
        Ok(Found::Opens(..)) | Err(ActionError::Forbidden { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

fn who(viewer: &Viewer) -> Option<Who> {
    match viewer {
        Viewer::Agent { agent, .. } => Some(Who::Agent(agent.clone())),
        Viewer::Staff { staff, .. } => Some(Who::Staff(*staff)),
        _ => None,
    }
}

/// The id where the marketplace has not said the name.
async fn name_of(tx: &Tx, seller: &SellerId, agent: &AgentId) -> Result<String, ActionError> {
    let found = store::agents::find(tx, seller, agent).await?;
    Ok(found.map_or_else(|| agent.to_string(), |agent| agent.name))
}
