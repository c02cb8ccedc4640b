//! What the buttons beside a thread change. A change that came too late leads back to the thread, which says so.

use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use rules::conversation::Conversation;
use rules::ids::{AgentId, ConversationId};
use serde::Deserialize;

use crate::actions::conversations::assign::{self, Assign};
use crate::actions::conversations::close::{self, SetClosed};
use crate::actions::conversations::no_reply::{self, MarkNoReplyNeeded};
use crate::actions::conversations::take_over::{self, SetTakenOver};
use crate::error::ActionError;
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go};

/// A button: the version says on what it was pressed.
#[derive(Debug, Deserialize)]
pub struct Pressed {
    version: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub struct Assigned {
    /// Empty for nobody.
    #[serde(default)]
    agent: String,
    version: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub struct Excused {
    reason: String,
    version: Option<i64>,
}

/// `POST /conversations/{id}/assignment`.
pub async fn assign(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(assigned): Form<Assigned>,
) -> Result<Response, ActionError> {
    let agent =
        match assigned.agent.as_str() {
            "" => None,
            agent => Some(AgentId::parse(agent).map_err(|wrong| {
                ActionError::invalid("agent_unknown", format!("agent: {wrong}."))
            })?),
        };
    let command = Assign {
        conversation: id,
        agent,
        version: assigned.version,
    };
    let changed = assign::run(&visit.app, visit.viewer(), command).await;
    back(id, changed, Notice::Assigned)
}

/// `POST /conversations/{id}/closure`.
pub async fn close(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, ActionError> {
    set_closed(visit, id, true, pressed, Notice::Closed).await
}

/// `POST /conversations/{id}/reopening`.
pub async fn reopen(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, ActionError> {
    set_closed(visit, id, false, pressed, Notice::Reopened).await
}

/// `POST /conversations/{id}/no-reply`.
pub async fn no_reply(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(excused): Form<Excused>,
) -> Result<Response, ActionError> {
    let command = MarkNoReplyNeeded {
        conversation: id,
        reason: excused.reason,
        version: excused.version,
    };
    let changed = no_reply::mark(&visit.app, visit.viewer(), command).await;
    back(id, changed, Notice::NoReplyNeeded)
}

/// `POST /conversations/{id}/objection`.
pub async fn object(visit: Visit, Path(id): Path<ConversationId>) -> Result<Response, ActionError> {
    let changed = no_reply::object_to(&visit.app, visit.viewer(), id).await;
    back(id, changed, Notice::Objected)
}

/// `POST /conversations/{id}/takeover`.
pub async fn take_over(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, ActionError> {
    set_taken_over(visit, id, true, pressed, Notice::TakenOver).await
}

/// `POST /conversations/{id}/handback`.
pub async fn hand_back(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, ActionError> {
    set_taken_over(visit, id, false, pressed, Notice::HandedBack).await
}

async fn set_closed(
    visit: Visit,
    id: ConversationId,
    closed: bool,
    pressed: Pressed,
    done: Notice,
) -> Result<Response, ActionError> {
    let command = SetClosed {
        conversation: id,
        closed,
        version: pressed.version,
    };
    let changed = close::run(&visit.app, visit.viewer(), command).await;
    back(id, changed, done)
}

async fn set_taken_over(
    visit: Visit,
    id: ConversationId,
    taken_over: bool,
    pressed: Pressed,
    done: Notice,
) -> Result<Response, ActionError> {
    let command = SetTakenOver {
        conversation: id,
        taken_over,
        version: pressed.version,
    };
    let changed = take_over::run(&visit.app, visit.viewer(), command).await;
    back(id, changed, done)
}

fn back(
    id: ConversationId,
    changed: Result<Conversation, ActionError>,
    done: Notice,
) -> Result<Response, ActionError> {
    let notice = match changed {
        Ok(_) => done,
        Err(ActionError::Conflict {
            code: "another_open",
            ..
        }) => Notice::AnotherOpen,
        Err(ActionError::Stale | ActionError::Conflict { .. }) => Notice::Stale,
        Err(error) => return Err(error),
    };
    Ok(go(&format!("/conversations/{id}"), notice))
}
