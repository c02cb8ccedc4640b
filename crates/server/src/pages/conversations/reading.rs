//! Why staff read a conversation: the question, and its answer.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rules::ids::ConversationId;
use serde::Deserialize;

use super::chip;
use crate::actions::conversations::staff_read;
use crate::actions::oversight;
use crate::error::ActionError;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::ReadingPage;
use crate::pages::visit::{Visit, show as answer};

#[derive(Debug, Default, Deserialize)]
pub struct Given {
    reason: String,
    #[serde(default)]
    ticket: String,
}

/// `POST /conversations/{id}/reading`.
pub async fn submit(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(given): Form<Given>,
) -> Result<Response, ActionError> {
    let said = (given.reason.as_str(), given.ticket.as_str());
    match staff_read::give_reason(&visit.app, visit.viewer(), id, said).await {
        Ok(()) => Ok(Redirect::to(&format!("/conversations/{id}")).into_response()),
        Err(ActionError::Invalid { code, .. }) => {
            let refusal = match code {
                "invalid_ticket" => Refusal::Ticket,
                _ => Refusal::ReasonEmpty,
            };
            let asked = ask(&visit, id, given, Some(refusal)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, asked).into_response())
        }
        Err(error) => Err(error),
    }
}

/// The form; nothing of the conversation's texts is on it.
pub(super) async fn ask(
    visit: &Visit,
    id: ConversationId,
    given: Given,
    refusal: Option<Refusal>,
) -> Result<Response, ActionError> {
    let found = oversight::find(&visit.app, visit.viewer(), &id.to_string()).await?;
    let found = found
        .into_iter()
        .find(|found| found.id == id)
        .ok_or(ActionError::NotFound)?;
    let reader = visit.reader().await?;
    let seller = found
        .seller_name
        .unwrap_or_else(|| found.seller.to_string());
    let buyer = found.buyer_name.unwrap_or_else(|| found.buyer.to_string());
    answer(&ReadingPage {
        page: visit.page_at(format!("/conversations/{id}")),
        id: id.to_string(),
        seller,
        buyer,
        chip: chip(&reader, found.waits_for, found.due_at, found.deadline),
        reason: given.reason,
        ticket: given.ticket,
        wrong_ticket: refusal == Some(Refusal::Ticket),
        error: refusal.map(|refusal| refusal.text(reader.texts)),
    })
}
