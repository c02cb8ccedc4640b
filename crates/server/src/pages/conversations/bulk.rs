//! `POST /conversations/bulk`: one change to all conversations that are chosen in a list.

use axum::Form;
use axum::extract::Query;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rules::access::Viewer;
use rules::ids::{AgentId, LabelId};

use super::inbox;
use super::list::Asked;
use crate::actions::conversations::bulk::{BulkChange, BulkResult, Chosen, Refused, run};
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::sign_in::local_path::local_path;
use crate::pages::views::inbox::{BulkOutcome, BulkRefused};
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go};

/// Where lists are; nothing else leads back to one.
const LIST: &str = "/conversations";

/// The fields as they were sent; `chosen` is there once for each row.
type Sent = Vec<(String, String)>;

pub async fn submit(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, ActionError> {
    if !matches!(visit.viewer(), Viewer::Agent { .. }) {
        return Err(ActionError::NotFound);
    }
    let back =
        local_path(Some(value(&sent, "back")).filter(|back| back.starts_with(LIST))).to_owned();
    let chosen = chosen(&sent)?;
    let Some(change) = change(&sent)? else {
        return Ok(go(&back, Notice::BulkIncomplete));
    };
    if chosen.is_empty() {
        return Ok(go(&back, Notice::BulkNothing));
    }
    let result = run(&visit.app, visit.viewer(), &chosen, &change).await?;
    if result.refused.is_empty() {
        return Ok(go(&back, Notice::BulkDone));
    }
    let outcome = outcome(Texts::of(visit.identity.language), result);
    let uri: Uri = back.parse().unwrap_or(Uri::from_static(LIST));
    let asked = Query::try_from_uri(&uri).map_or_else(|_| Asked::default(), |Query(asked)| asked);
    let shown = inbox::show(visit, asked, Some(outcome)).await?;
    Ok((StatusCode::CONFLICT, shown).into_response())
}

fn value<'a>(sent: &'a Sent, name: &str) -> &'a str {
    let found = sent.iter().find(|(field, _)| field == name);
    found.map_or("", |(_, value)| value.as_str())
}

/// Each is `ID.VERSION`.
fn chosen(sent: &Sent) -> Result<Vec<Chosen>, ActionError> {
    let read = |text: &str| {
        let (id, version) = text.split_once('.')?;
        Some(Chosen {
            conversation: id.parse().ok()?,
            version: version.parse().ok()?,
        })
    };
    let wrong = || ActionError::invalid("chosen", "chosen: give ids with their versions.");
    let rows = sent.iter().filter(|(field, _)| field == "chosen");
    rows.map(|(_, text)| read(text).ok_or_else(wrong)).collect()
}

/// `None` where the button needs a label, and none was chosen.
fn change(sent: &Sent) -> Result<Option<BulkChange>, ActionError> {
    let label = || value(sent, "label").parse::<LabelId>().ok();
    Ok(match value(sent, "change") {
        "assign" => match value(sent, "agent") {
            "" => Some(BulkChange::Assign(None)),
            agent => {
                let agent = AgentId::parse(agent).map_err(|wrong| {
                    ActionError::invalid("agent_unknown", format!("agent: {wrong}."))
                })?;
                Some(BulkChange::Assign(Some(agent)))
            }
        },
        "label" => label().map(BulkChange::PutLabel),
        "unlabel" => label().map(BulkChange::TakeLabelOff),
        "close" => Some(BulkChange::Close),
        "read" => Some(BulkChange::MarkRead),
        "unread" => Some(BulkChange::KeepUnread),
        _ => {
            return Err(ActionError::invalid(
                "change",
                "change: there is no such change.",
            ));
        }
    })
}

fn outcome(texts: &Texts, result: BulkResult) -> BulkOutcome {
    let refused = |refused: Refused| BulkRefused {
        url: format!("/conversations/{}", refused.conversation),
        subject: refused
            .title
            .unwrap_or_else(|| refused.conversation.to_string()),
        why: texts.t(match refused.why {
            ActionError::Stale => "bulk-stale",
            ActionError::Conflict {
                code: "reply_owed", ..
            } => "bulk-reply-owed",
            ActionError::NotFound => "bulk-gone",
            _ => "bulk-refused",
        }),
    };
    BulkOutcome {
        done: u64::from(result.done),
        refused_count: result.refused.len().try_into().unwrap_or(u64::MAX),
        refused: result.refused.into_iter().map(refused).collect(),
    }
}
