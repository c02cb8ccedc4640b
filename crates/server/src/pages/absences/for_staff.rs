//! `/staff/absences`: what sellers have announced, and what the marketplace says to it.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::Action;
use rules::ids::AbsenceId;
use serde::Deserialize;

use super::form::refusal;
use super::worded::view;
use crate::actions::absences::{self, DecideAbsence};
use crate::error::ActionError;
use crate::pages::views::absence::StaffAbsencesPage;
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/staff/absences";

/// Which button was pressed, and on what.
#[derive(Debug, Deserialize)]
pub struct Decided {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    reason: String,
    version: Option<i64>,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    page(&visit, None).await
}

/// `POST /staff/absences/{id}/decision`.
pub async fn decide(
    visit: Visit,
    Path(id): Path<AbsenceId>,
    Form(decided): Form<Decided>,
) -> Result<Response, ActionError> {
    let approves = decided.decision == "approve";
    let command = DecideAbsence {
        absence: id,
        refused_because: (!approves).then_some(decided.reason),
        version: decided.version,
    };
    match absences::decide(&visit.app, visit.viewer(), command).await {
        Ok(_) if approves => Ok(go(ADDRESS, Notice::AbsenceApproved)),
        Ok(_) => Ok(go(ADDRESS, Notice::AbsenceRefused)),
        Err(ActionError::Stale | ActionError::Conflict { .. }) => {
            Ok(go(ADDRESS, Notice::AbsenceStale))
        }
        Err(error) => {
            let reader = visit.reader().await?;
            let said = refusal(&reader, &error).ok_or(error)?;
            let shown = page(&visit, Some((id, said))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}

async fn page(
    visit: &Visit,
    refused: Option<(AbsenceId, String)>,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let waiting = absences::waiting(&visit.app, visit.viewer()).await?;
    let decided = absences::decided_lately(&visit.app, visit.viewer()).await?;
    let mut waiting: Vec<_> = waiting
        .into_iter()
        .map(|listed| view(&reader, listed, false))
        .collect();
    if let Some((id, said)) = refused {
        let id = id.to_string();
        if let Some(view) = waiting.iter_mut().find(|view| view.id == id) {
            view.error = Some(said);
        }
    }
    answer(&StaffAbsencesPage {
        page: visit.page_at(ADDRESS.to_owned()),
        may_decide: visit.may(Action::DecideAbsence),
        waiting,
        decided: decided
            .into_iter()
            .map(|listed| view(&reader, listed, false))
            .collect(),
    })
}
