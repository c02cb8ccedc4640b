//! Who else is at a conversation, in words; and the signs of life of one's own page.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Form, Json};
use rules::conversation::PresenceState;
use rules::ids::ConversationId;
use serde::{Deserialize, Serialize};

use crate::actions::conversations::presence::{self, Other};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::{FluentValue, Texts};
use crate::viewer::Identity;

/// The state of a page that is closed.
const GONE: &str = "gone";

#[derive(Debug, Deserialize)]
pub struct Shown {
    state: String,
}

/// A line about others at one conversation.
#[derive(Debug, Serialize)]
pub struct Line {
    conversation: ConversationId,
    text: String,
    /// Somebody is writing.
    writing: bool,
}

/// `POST /conversations/{id}/presence`.
pub async fn post(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
    Form(shown): Form<Shown>,
) -> Result<StatusCode, ActionError> {
    let state = match shown.state.as_str() {
        GONE => None,
        code => Some(PresenceState::from_code(code).ok_or_else(|| {
            ActionError::invalid("state_unknown", "state: looking, writing or gone.")
        })?),
    };
    presence::show(&app, &identity.viewer, id, state).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /conversations/{id}/presence`: who else is there.
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<ConversationId>,
) -> Result<Json<Vec<Line>>, ActionError> {
    let others = presence::others(&app, &identity.viewer, id).await?;
    let texts = Texts::of(identity.language);
    let marketplace = &app.config.marketplace.name;
    Ok(Json(
        others
            .iter()
            .map(|other| line(texts, marketplace, id, other))
            .collect(),
    ))
}

/// `GET /presence`: who else is at which of the seller's conversations.
pub async fn get_all(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<Vec<Line>>, ActionError> {
    let others = presence::at_seller(&app, &identity.viewer).await?;
    let texts = Texts::of(identity.language);
    let marketplace = &app.config.marketplace.name;
    let lines = others.iter();
    Ok(Json(
        lines
            .map(|(id, other)| line(texts, marketplace, *id, other))
            .collect(),
    ))
}

fn line(texts: &Texts, marketplace: &str, conversation: ConversationId, other: &Other) -> Line {
    let writing = other.state == PresenceState::Writing;
    let key = if writing {
        "live-writing"
    } else {
        "live-looking"
    };
    let name = other.name.as_deref().unwrap_or(marketplace);
    Line {
        conversation,
        text: texts.t_args(key, &[("name", FluentValue::from(name))]),
        writing,
    }
}
