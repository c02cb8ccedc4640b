//! Another role for an agent, the end of its access or its return. At least one owner remains.
//! What the marketplace pushes of an agent later wins.

use rules::access::{AgentRole, Standing, Viewer, may_change_agent};
use rules::ids::AgentId;
use serde_json::json;
use store::agents::{self, Agent};
use store::events::Stream;
use store::sessions::Person;

use super::list::own_seller;
use crate::actions::account::password::{Kept, end_everything};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// What is to change; what is not given stays.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub role: Option<AgentRole>,
    pub active: Option<bool>,
    /// The version that this changes; without it the last one to write wins.
    pub version: Option<i64>,
}

pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: AgentId,
    change: Change,
) -> Result<Agent, ActionError> {
    let (seller, recorder) = (own_seller(viewer)?, Recorder::new(app, viewer, app.now()));
    app.db
        .write(async move |tx| {
            agents::hold_owners(tx, &seller).await?;
            let all = agents::of_seller(tx, &seller).await?;
            let found = all.iter().find(|agent| agent.id == id);
            let before = found.ok_or(ActionError::NotFound)?;
            if change
                .version
                .is_some_and(|version| version != before.version)
            {
                return Err(ActionError::Stale);
            }
            let after = Standing {
                role: change.role.unwrap_or(before.role),
                active: change.active.unwrap_or(before.active),
            };
            if after == standing(before) {
                return Ok(before.clone());
            }
            let other_owners = all
                .iter()
                .filter(|agent| agent.id != id && agent.active && agent.role == AgentRole::Owner);
            may_change_agent(standing(before), after, other_owners.count())
                .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?;
            let changed = Agent {
                role: after.role,
                active: after.active,
                version: before.version + 1,
                updated_at: recorder.now,
                ..before.clone()
            };
            agents::update(tx, &changed).await?;
            if before.active && !after.active {
                let person = Person::Agent {
                    seller: seller.clone(),
                    agent: id.clone(),
                };
                end_everything(tx, &person, Kept::default(), recorder.now).await?;
            }
            let body = json!({ "agent": id, "role": after.role.code(), "active": after.active });
            let stream = Stream::Seller(seller.clone());
            let event =
                recorder.event(Some(&seller), stream, None, "agent.access_changed", body)?;
            record(tx, &[event]).await?;
            Ok(changed)
        })
        .await
}

/// Ends all sessions of an agent, and the tokens that stand for it; says how many sessions.
pub async fn end_sessions(app: &App, viewer: &Viewer, id: AgentId) -> Result<u64, ActionError> {
    let (seller, recorder) = (own_seller(viewer)?, Recorder::new(app, viewer, app.now()));
    app.db
        .write(async move |tx| {
            let found = agents::find(tx, &seller, &id).await?;
            found.ok_or(ActionError::NotFound)?;
            let person = Person::Agent {
                seller: seller.clone(),
                agent: id.clone(),
            };
            let ended = end_everything(tx, &person, Kept::default(), recorder.now).await?;
            let body = json!({ "agent": id, "sessions": ended.sessions, "tokens": ended.tokens });
            let stream = Stream::Seller(seller.clone());
            let event =
                recorder.event(Some(&seller), stream, None, "agent.sessions_ended", body)?;
            record(tx, &[event]).await?;
            Ok(ended.sessions)
        })
        .await
}

fn standing(agent: &Agent) -> Standing<AgentRole> {
    Standing {
        role: agent.role,
        active: agent.active,
    }
}
