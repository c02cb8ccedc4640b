//! `/staff/accesses`: asking for access to conversations, a second person's answer, and what was asked for.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::{Action, Viewer};
use rules::ids::{AccessId, ConversationId, SellerId, StaffId};
use rules::looking::{AccessState, Ticket};
use serde::Deserialize;

use crate::actions::accesses::{self, AskAccess, Listed};
use crate::error::ActionError;
use crate::pages::sign_in::local_path::as_query_value;
use crate::pages::views::format::Reader;
use crate::pages::views::notice::Notice;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{AccessForm, AccessRow, AccessesPage};
use crate::pages::visit::{Visit, go, show as answer};
use crate::place::Place;

const ADDRESS: &str = "/staff/accesses";
const ROWS: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What the form begins with.
    conversation: String,
    seller: String,
    /// Where this page begins.
    after: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    conversation: String,
    seller: String,
    reason: String,
    ticket: String,
}

/// Which button was pressed.
#[derive(Debug, Deserialize)]
pub struct Decided {
    outcome: String,
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let form = AccessForm {
        conversation: asked.conversation,
        seller: asked.seller,
        ..AccessForm::default()
    };
    page(&visit, form, Place::read(&asked.after)?).await
}

/// `POST /staff/accesses`.
pub async fn submit(visit: Visit, Form(wanted): Form<Wanted>) -> Result<Response, ActionError> {
    let refusal = match wanted.command() {
        Ok(command) => match accesses::ask(&visit.app, visit.viewer(), command).await {
            Ok(_) => return Ok(go(ADDRESS, Notice::AccessAsked)),
            Err(ActionError::Invalid { code, .. }) => match code {
                "invalid_ticket" => Refusal::Ticket,
                "access_target" => Refusal::AccessTarget,
                _ => Refusal::ReasonEmpty,
            },
            Err(ActionError::NotFound) => Refusal::AccessTarget,
            Err(error) => return Err(error),
        },
        Err(refusal) => refusal,
    };
    let reader = visit.reader().await?;
    let form = AccessForm {
        conversation: wanted.conversation,
        seller: wanted.seller,
        reason: wanted.reason,
        ticket: wanted.ticket,
        error: Some(refusal.text(reader.texts)),
    };
    let again = page(&visit, form, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

/// `POST /staff/accesses/{access}/decision`.
pub async fn decide(
    visit: Visit,
    Path(id): Path<AccessId>,
    Form(decided): Form<Decided>,
) -> Result<Response, ActionError> {
    let (approves, notice) = match decided.outcome.as_str() {
        "approved" => (true, Notice::AccessApproved),
        "refused" => (false, Notice::AccessRefused),
        _ => {
            let detail = "outcome: say `approved` or `refused`.";
            return Err(ActionError::invalid("outcome", detail));
        }
    };
    let decided = accesses::decide(&visit.app, visit.viewer(), id, approves).await;
    told(decided.map(|_| notice))
}

/// `POST /staff/accesses/{access}/end`.
pub async fn end(visit: Visit, Path(id): Path<AccessId>) -> Result<Response, ActionError> {
    let ended = accesses::end(&visit.app, visit.viewer(), id).await;
    told(ended.map(|_| Notice::AccessEnded))
}

fn told(done: Result<Notice, ActionError>) -> Result<Response, ActionError> {
    let notice = match done {
        Err(ActionError::Conflict { .. } | ActionError::Stale) => Notice::AccessStale,
        Err(ActionError::Forbidden {
            code: "access_same_person",
            ..
        }) => Notice::AccessSamePerson,
        done => done?,
    };
    Ok(go(ADDRESS, notice))
}

async fn page(
    visit: &Visit,
    form: AccessForm,
    before: Option<Place>,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let mut found = accesses::list(&visit.app, visit.viewer(), before, ROWS + 1).await?;
    let more = found.len() > ROWS as usize;
    found.truncate(ROWS as usize);
    let older = found.last().filter(|_| more).map(|last| {
        let place = accesses::place(last).write();
        format!("{ADDRESS}?after={}", as_query_value(&place))
    });
    let asks = visit.may(Action::AskAccess) && !visit.may(Action::GiveReadReason);
    let may_decide = visit.may(Action::DecideAccess);
    let own = match visit.viewer() {
        Viewer::Staff { staff, .. } if may_decide => Some(*staff),
        _ => None,
    };
    answer(&AccessesPage {
        page: visit.page_at(ADDRESS.to_owned()),
        form: asks.then_some(form),
        rows: found
            .iter()
            .map(|listed| row(&reader, listed, own))
            .collect(),
        older,
        newest: before.map(|_| ADDRESS.to_owned()),
    })
}

/// `own` is the reader, where it decides.
fn row(reader: &Reader, listed: &Listed, own: Option<StaffId>) -> AccessRow {
    let access = &listed.access;
    let state = access.state(reader.now);
    let waits = state == AccessState::Waiting;
    let open = waits || state == AccessState::Running;
    let until = access.decided.and_then(|decided| decided.until);
    let conversation = access.conversation.map(|id| id.to_string());
    let subject = listed.title.clone().filter(|title| !title.is_empty());
    AccessRow {
        id: access.id.to_string(),
        asked_by: name_or(listed.asked_by.as_ref(), access.asked_by),
        at: reader.sent(access.asked_at),
        conversation_url: format!("/conversations/{}", conversation.as_deref().unwrap_or("")),
        subject: conversation.map(|id| subject.unwrap_or(id)),
        seller: name_or(listed.seller.as_ref(), &access.seller),
        seller_url: format!("/staff/sellers/{}", access.seller),
        reason: listed.reason.clone(),
        ticket: access.ticket.as_ref().map(Ticket::to_string),
        state: state_key(state),
        until: until.map(|until| reader.sent(until)),
        decided_by: access
            .decided
            .map(|decided| name_or(listed.decided_by.as_ref(), decided.by)),
        decidable: waits && own.is_some_and(|own| own != access.asked_by),
        endable: open && own.is_some(),
        open,
    }
}

fn name_or(name: Option<&String>, id: impl ToString) -> String {
    name.cloned().unwrap_or_else(|| id.to_string())
}

fn state_key(state: AccessState) -> &'static str {
    match state {
        AccessState::Waiting => "access-waiting",
        AccessState::Lapsed => "access-lapsed",
        AccessState::Refused => "access-refused",
        AccessState::Running => "access-running",
        AccessState::Expired => "access-expired",
        AccessState::Ended => "access-ended",
    }
}

impl Wanted {
    fn command(&self) -> Result<AskAccess, Refusal> {
        let (conversation, seller) = (self.conversation.trim(), self.seller.trim());
        let conversation =
            (!conversation.is_empty()).then(|| conversation.parse::<ConversationId>());
        let seller = (!seller.is_empty()).then(|| SellerId::parse(seller));
        Ok(AskAccess {
            id: None,
            conversation: conversation
                .transpose()
                .map_err(|_| Refusal::AccessTarget)?,
            seller: seller.transpose().map_err(|_| Refusal::AccessTarget)?,
            reason: self.reason.clone(),
            ticket: self.ticket.clone(),
        })
    }
}
