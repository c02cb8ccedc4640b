//! `GET /conversations/{id}`: a conversation, or to staff without a reason the question for one.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::ids::ConversationId;

use super::beside::beside;
use super::reading;
use super::thread_page::{Draft, thread_page};
use super::writing::writing;
use crate::actions::conversations::read::{self, MESSAGES_MAX, Thread};
use crate::actions::mentions;
use crate::error::ActionError;
use crate::pages::visit::{Visit, show as answer};

pub async fn show(visit: Visit, Path(id): Path<ConversationId>) -> Result<Response, ActionError> {
    again(&visit, id, Draft::default(), StatusCode::OK).await
}

/// The conversation with what was typed, as the answer to a form.
pub(super) async fn again(
    visit: &Visit,
    id: ConversationId,
    draft: Draft,
    status: StatusCode,
) -> Result<Response, ActionError> {
    let thread = match newest(visit, id).await {
        Err(ActionError::Forbidden {
            code: "reason_needed",
            ..
        }) => return reading::ask(visit, id, String::new(), None).await,
        thread => thread?,
    };
    let reader = visit.reader().await?;
    let writing = writing(visit, &reader, &thread, &draft.text).await?;
    let mut page = thread_page(visit, &reader, &thread, draft, writing).await?;
    page.beside = beside(visit, &reader).await?;
    if let Some(list) = &page.beside {
        page.back_url.clone_from(&list.url);
    }
    if !thread.unread_mentions.is_empty() {
        mentions::read(&visit.app, visit.viewer(), Some(id)).await?;
    }
    Ok((status, answer(&page)?).into_response())
}

/// With the newest messages: of a very long conversation, its end.
async fn newest(visit: &Visit, id: ConversationId) -> Result<Thread, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    let thread = read::run(app, viewer, id, 0).await?;
    let last = thread.conversation.last_sequence;
    match last > MESSAGES_MAX {
        true => read::run(app, viewer, id, last - MESSAGES_MAX).await,
        false => Ok(thread),
    }
}
