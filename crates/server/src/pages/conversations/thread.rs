//! `GET /conversations/{id}`: a conversation, or to staff without a reason the question for one.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::ids::ConversationId;
use serde::Deserialize;

use super::beside::beside;
use super::reading;
use super::thread_page::{Draft, thread_page};
use super::writing::writing;
use crate::actions::conversations::read::{self, Part, Thread};
use crate::actions::conversations::read_mark::{self, Marking, reader_of};
use crate::actions::mentions;
use crate::error::ActionError;
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go, show as answer};

/// Which messages of a long conversation are asked for: those before this sequence, else the newest.
#[derive(Debug, Deserialize)]
pub struct Asked {
    before: Option<u32>,
}

pub async fn show(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Query(asked): Query<Asked>,
) -> Result<Response, ActionError> {
    let part = asked.before.map_or(Part::Newest, Part::Before);
    response(&visit, id, part, Draft::default(), StatusCode::OK).await
}

#[derive(Debug, Deserialize)]
pub struct Read {
    up_to: u32,
}

/// `POST /conversations/{id}/read`: a script says what has come in and was in sight.
pub async fn read(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(read): Form<Read>,
) -> Result<StatusCode, ActionError> {
    let marking = Marking::Shown { up_to: read.up_to };
    read_mark::run(&visit.app, visit.viewer(), id, marking).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The conversation with what was typed, as the answer to a form.
pub(super) async fn again(
    visit: &Visit,
    id: ConversationId,
    draft: Draft,
    status: StatusCode,
) -> Result<Response, ActionError> {
    response(visit, id, Part::Newest, draft, status).await
}

async fn response(
    visit: &Visit,
    id: ConversationId,
    part: Part,
    draft: Draft,
    status: StatusCode,
) -> Result<Response, ActionError> {
    let thread = match read::run(&visit.app, visit.viewer(), id, part, "page").await {
        Err(ActionError::Forbidden {
            code: "reason_needed",
            ..
        }) => return reading::ask(visit, id, reading::Given::default(), None).await,
        Err(ActionError::Forbidden {
            code: "access_needed",
            ..
        }) => {
            let ask = format!("/staff/accesses?conversation={id}");
            return Ok(go(&ask, Notice::AccessNeeded));
        }
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
    let response = (status, answer(&page)?).into_response();
    mark_shown(visit, &thread).await?;
    Ok(response)
}

/// The newest messages stand before their reader; where that is nothing new, nothing is written.
async fn mark_shown(visit: &Visit, thread: &Thread) -> Result<(), ActionError> {
    let last = thread.conversation.last_sequence;
    if !visit.is_shown || thread.has_newer() || reader_of(visit.viewer()).is_none() {
        return Ok(());
    }
    if thread.mark.shown(last) != thread.mark {
        let marking = Marking::Shown { up_to: last };
        read_mark::run(&visit.app, visit.viewer(), thread.conversation.id, marking).await?;
    }
    Ok(())
}
