//! What the composer's buttons do besides sending: put a quick reply in, keep the draft, call the marketplace.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use rules::ids::{ConversationId, MessageId, QuickReplyId};
use serde::Deserialize;

use super::files;
use super::submitted::Submitted;
use super::thread::again;
use super::thread_page::Draft;
use super::write::refusal;
use crate::actions::attachments::begin::Place;
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

/// `POST /conversations/{id}/insertion`: the page again with the quick reply behind what was typed,
/// and with the files that were chosen.
pub async fn insert(
    visit: Visit,
    Path(id): Path<ConversationId>,
    submitted: Submitted<Composed>,
) -> Result<Response, ActionError> {
    let composed = submitted.fields;
    let place = Place::Conversation(id);
    let brought = files::take_in(&visit, &place, submitted.attachments, submitted.files).await?;
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
        attach: brought,
        ..Draft::default()
    };
    again(&visit, id, draft, StatusCode::OK).await
}

/// `POST /conversations/{id}/draft`. Files are no part of a draft: where some were chosen, the page is shown with them.
pub async fn keep(
    visit: Visit,
    Path(id): Path<ConversationId>,
    submitted: Submitted<Composed>,
) -> Result<Response, ActionError> {
    let composed = submitted.fields;
    let place = Place::Conversation(id);
    let brought = files::take_in(&visit, &place, submitted.attachments, submitted.files).await?;
    let has_files = !brought.ready.is_empty() || !brought.errors.is_empty();
    let command = KeepDraft {
        conversation: id,
        text: composed.text.clone(),
        version: None,
    };
    let (error, status) = match draft::keep(&visit.app, visit.viewer(), command).await {
        Ok(_) if has_files => (None, StatusCode::OK),
        Ok(_) => {
            return Ok(go(
                &format!("/conversations/{id}#composer"),
                Notice::DraftKept,
            ));
        }
        Err(error) => {
            let refusal = refusal(&error).ok_or(error)?;
            let told = refusal.text(Texts::of(visit.identity.language));
            (Some(told), StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let draft = Draft {
        text: composed.text,
        message: composed.message.map(|message| message.to_string()),
        error,
        attach: brought,
        ..Draft::default()
    };
    again(&visit, id, draft, status).await
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
