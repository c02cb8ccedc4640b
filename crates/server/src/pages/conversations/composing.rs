//! What the composer's buttons do besides sending: put a quick reply in, keep the draft, call the marketplace.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use rules::ids::{ConversationId, MessageId, QuickReplyId};
use serde::Deserialize;

use super::thread::again;
use super::thread_page::Draft;
use super::write::refusal;
use crate::actions::conversations::draft::{self, KeepDraft};
use crate::actions::conversations::escalate;
use crate::actions::quick_replies::fill;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go};

/// The composer's form as it stands.
#[derive(Debug, Deserialize)]
pub struct Composed {
    #[serde(default)]
    text: String,
    message: Option<MessageId>,
    quick_reply: Option<QuickReplyId>,
}

/// `POST /conversations/{id}/insertion`: the page again with the quick reply behind what was typed.
pub async fn insert(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(composed): Form<Composed>,
) -> Result<Response, ActionError> {
    let mut text = composed.text;
    if let Some(quick_reply) = composed.quick_reply {
        let ready = fill::run(&visit.app, visit.viewer(), id, quick_reply).await?;
        if !text.trim().is_empty() {
            text = format!("{}\n\n", text.trim_end());
        }
        text.push_str(&ready.filled.text);
    }
    let draft = Draft {
        text,
        message: composed.message.map(|message| message.to_string()),
        ..Draft::default()
    };
    again(&visit, id, draft, StatusCode::OK).await
}

/// `POST /conversations/{id}/draft`.
pub async fn keep(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(composed): Form<Composed>,
) -> Result<Response, ActionError> {
    let command = KeepDraft {
        conversation: id,
        text: composed.text.clone(),
        version: None,
    };
    match draft::keep(&visit.app, visit.viewer(), command).await {
        Ok(_) => Ok(go(
            &format!("/conversations/{id}#composer"),
            Notice::DraftKept,
        )),
        Err(error) => {
            let refusal = refusal(&error).ok_or(error)?;
            let draft = Draft {
                text: composed.text,
                message: composed.message.map(|message| message.to_string()),
                error: Some(refusal.text(Texts::of(visit.identity.language))),
                ..Draft::default()
            };
            again(&visit, id, draft, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// `POST /conversations/{id}/escalation`.
pub async fn call(visit: Visit, Path(id): Path<ConversationId>) -> Result<Response, ActionError> {
    let notice = match escalate::run(&visit.app, visit.viewer(), id).await {
        Ok(_) => Notice::Escalated,
        Err(ActionError::Conflict {
            code: "not_yet", ..
        }) => Notice::EscalationNotYet,
        Err(ActionError::Stale | ActionError::Conflict { .. }) => Notice::Stale,
        Err(error) => return Err(error),
    };
    Ok(go(&format!("/conversations/{id}"), notice))
}
