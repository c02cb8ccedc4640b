//! Who is named in which note: the agent's own list, and that it has been read.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{AgentId, ConversationId, NoteId, SellerId};
use serde_json::json;
use store::events::{Event, Stream};
use store::mentions::{self, Listed};
use store::{DbError, Tx};

use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Mentions of one list at most; the older ones stand in their conversations.
pub const MENTIONS_MAX: u32 = 200;

/// The newest mentions of the viewer.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Listed>, ActionError> {
    check(viewer, Action::ReadMentions, Relation::Own)?;
    let (seller, agent) = agent_of(viewer)?;
    app.db
        .read(async move |tx: &Tx| Ok(mentions::of_agent(tx, &seller, &agent, MENTIONS_MAX).await?))
        .await
}

/// Marks the viewer's mentions as read: those of one conversation, or all of them.
pub async fn read(
    app: &App,
    viewer: &Viewer,
    conversation: Option<ConversationId>,
) -> Result<(), ActionError> {
    check(viewer, Action::ReadMentions, Relation::Own)?;
    let (seller, agent) = agent_of(viewer)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    app.db
        .write(async move |tx: &Tx| {
            let notes = mentions::read_by(tx, &seller, &agent, conversation, now).await?;
            if notes.is_empty() {
                return Ok(());
            }
            let event = event(&recorder, &seller, "mention.read", &agent, &notes)?;
            Ok(record(tx, &[event]).await?)
        })
        .await
}

/// The viewer's unread mentions in one conversation.
pub async fn unread_in(
    tx: &Tx,
    viewer: &Viewer,
    conversation: ConversationId,
) -> Result<Vec<NoteId>, DbError> {
    match viewer {
        Viewer::Agent { seller, agent, .. } => {
            mentions::unread_in(tx, seller, agent, conversation).await
        }
        _ => Ok(Vec::new()),
    }
}

fn event(
    recorder: &Recorder,
    seller: &SellerId,
    kind: &'static str,
    agent: &AgentId,
    notes: &[NoteId],
) -> Result<Event, ActionError> {
    let body = json!({ "agent": agent, "notes": notes });
    Ok(recorder.event(
        Some(seller),
        Stream::Seller(seller.clone()),
        None,
        kind,
        body,
    )?)
}

fn agent_of(viewer: &Viewer) -> Result<(SellerId, AgentId), ActionError> {
    match viewer {
        Viewer::Agent { seller, agent, .. } => Ok((seller.clone(), agent.clone())),
        _ => Err(ActionError::forbidden(
            "not_allowed",
            "Only agents are mentioned.",
        )),
    }
}
