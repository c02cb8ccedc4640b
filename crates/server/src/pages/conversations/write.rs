//! Messages and notes from the thread's forms.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use rules::ids::{ConversationId, MessageId};
use serde::Deserialize;

use super::files;
use super::found;
use super::submitted::Submitted;
use super::thread::again;
use super::thread_page::Draft;
use crate::actions::attachments::begin::Place;
use crate::actions::conversations::note::{self, WriteNote};
use crate::actions::conversations::send::{self, Outcome, SendMessage};
use crate::actions::moderation::Writing;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::notice::Notice;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::thread::NoteComposer;
use crate::pages::visit::{Visit, go};

#[derive(Debug, Deserialize)]
pub struct Written {
    text: String,
    #[serde(default)]
    last_read: u32,
    /// The id that the form chose for the message.
    message: Option<MessageId>,
    insist: Option<String>,
    /// Its writer has seen what was found.
    confirmed: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Noted {
    text: String,
}

/// `POST /conversations/{id}/messages`. Where others wrote meanwhile, or a file is refused, the page is shown again
/// with what was typed and what was taken in.
pub async fn message(
    visit: Visit,
    Path(id): Path<ConversationId>,
    submitted: Submitted<Written>,
) -> Result<Response, ActionError> {
    let written = submitted.fields;
    let place = Place::Conversation(id);
    let brought = files::take_in(&visit, &place, submitted.attachments, submitted.files).await?;
    let attachments = brought.ready.clone();
    let refused_file = !brought.errors.is_empty();
    let command = SendMessage {
        conversation: id,
        text: written.text.clone(),
        last_read: written.last_read,
        insist: written.insist.is_some(),
        confirmed: written.confirmed.is_some(),
        message: written.message,
        attachments,
    };
    let draft = Draft {
        text: written.text,
        message: written.message.map(|message| message.to_string()),
        attach: brought,
        ..Draft::default()
    };
    if refused_file {
        return again(&visit, id, draft, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match send::run(&visit.app, visit.viewer(), command).await {
        Ok(sent) => Ok(match sent.outcome {
            Outcome::Sent { sequence, .. } => go(
                &format!("/conversations/{id}#m{sequence}"),
                Notice::ReplySent,
            ),
            Outcome::Held(_) => go(
                &format!("/conversations/{id}#held-{}", sent.message),
                Notice::ReplyHeld,
            ),
        }),
        Err(ActionError::Conflict {
            code: "written_meanwhile",
            ..
        }) => {
            let draft = Draft {
                unseen_after: Some(written.last_read),
                ..draft
            };
            again(&visit, id, draft, StatusCode::CONFLICT).await
        }
        Err(error) => shown_again(&visit, id, draft, error).await,
    }
}

async fn shown_again(
    visit: &Visit,
    id: ConversationId,
    mut draft: Draft,
    error: ActionError,
) -> Result<Response, ActionError> {
    if let Some(asked) = found::asked(&error) {
        let writing = Writing::In(id);
        draft.found = found::found(visit, writing, &draft.text, &draft.attach.ready).await?;
        draft.confirms = asked;
    }
    let status = match &error {
        ActionError::Conflict { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    match files::refusal(visit, &error) {
        Some(refused) => draft.attach.errors.push(refused),
        None => {
            let refusal = refusal(&error).ok_or(error)?;
            draft.error = Some(refusal.text(Texts::of(visit.identity.language)));
        }
    }
    again(visit, id, draft, status).await
}

/// `POST /conversations/{id}/notes`.
pub async fn note(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(noted): Form<Noted>,
) -> Result<Response, ActionError> {
    let command = WriteNote {
        conversation: id,
        text: noted.text.clone(),
        note: None,
    };
    match note::run(&visit.app, visit.viewer(), command).await {
        Ok(_) => Ok(go(&format!("/conversations/{id}"), Notice::NoteSaved)),
        Err(error) => {
            let refusal = refusal(&error).ok_or(error)?;
            let note = NoteComposer {
                text: noted.text,
                error: Some(refusal.text(Texts::of(visit.identity.language))),
            };
            let draft = Draft {
                note,
                ..Draft::default()
            };
            again(&visit, id, draft, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Why a text was refused that its writer should not lose.
pub(super) fn refusal(error: &ActionError) -> Option<Refusal> {
    match error {
        ActionError::Invalid { code, .. } => match *code {
            "text_empty" => Some(Refusal::TextEmpty),
            "text_too_long" => Some(Refusal::TextTooLong),
            "text_control_character" => Some(Refusal::TextUnshowable),
            "unfilled_gap" => Some(Refusal::UnfilledGap),
            "contact_refused" => Some(Refusal::ContactRefused),
            _ => None,
        },
        ActionError::Conflict {
            code: "another_open",
            ..
        } => Some(Refusal::AnotherOpen),
        ActionError::Conflict {
            code: "contact_confirm",
            ..
        } => Some(Refusal::ContactConfirm),
        ActionError::Conflict {
            code: "taken_over", ..
        } => Some(Refusal::TakenOver),
        _ => None,
    }
}
