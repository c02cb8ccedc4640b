//! `/staff/strikes`: contests that wait, and one violation with the form that decides about its contest.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rules::access::{Action, Viewer};
use rules::ids::StrikeId;
use rules::moderation::{ContestOutcome, Strike};
use serde::Deserialize;

use super::worded::{refusal, row, view};
use crate::actions::moderation::strikes::{self, DecideContest};
use crate::error::ActionError;
use crate::pages::views::notice::Notice;
use crate::pages::views::strikes::{ContestsPage, Deciding, StrikePage, TextForm};
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/staff/strikes";

/// Which button was pressed, and why.
#[derive(Debug, Deserialize)]
pub struct Decided {
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    reason: String,
}

pub async fn show_waiting(visit: Visit) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let waiting = strikes::waiting(&visit.app, visit.viewer()).await?;
    answer(&ContestsPage {
        page: visit.page(),
        waiting: waiting
            .iter()
            .map(|waiting| row(&reader, &waiting.listed, waiting.gave_it))
            .collect(),
    })
}

/// `GET /staff/strikes/{strike}`.
pub async fn show(visit: Visit, Path(id): Path<StrikeId>) -> Result<Response, ActionError> {
    page(&visit, id, TextForm::default()).await
}

/// `POST /staff/strikes/{strike}/decision`.
pub async fn decide(
    visit: Visit,
    Path(id): Path<StrikeId>,
    Form(decided): Form<Decided>,
) -> Result<Response, ActionError> {
    let unknown = || ActionError::invalid("outcome", "outcome: say `upheld` or `lifted`.");
    let command = DecideContest {
        strike: id,
        outcome: ContestOutcome::from_code(&decided.outcome).ok_or_else(unknown)?,
        reason: decided.reason.clone(),
    };
    match strikes::decide(&visit.app, visit.viewer(), command).await {
        Ok(_) => Ok(go(ADDRESS, Notice::ContestDecided)),
        Err(ActionError::Stale | ActionError::Conflict { .. }) => {
            Ok(go(ADDRESS, Notice::StrikeStale))
        }
        Err(error) => {
            let form = TextForm {
                error: Some(refusal(&visit, error)?),
                text: decided.reason,
            };
            let shown = page(&visit, id, form).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}

async fn page(visit: &Visit, id: StrikeId, form: TextForm) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let listed = strikes::one(&visit.app, visit.viewer(), id).await?;
    answer(&StrikePage {
        page: visit.page_at(format!("{ADDRESS}/{id}")),
        seller: listed.seller_name.clone(),
        seller_url: format!("/staff/sellers/{}", listed.strike.seller),
        strike: view(&reader, &listed),
        deciding: deciding(visit, &listed.strike, form),
    })
}

fn deciding(visit: &Visit, strike: &Strike, form: TextForm) -> Deciding {
    match visit.viewer() {
        _ if !strike.waits() => Deciding::Nothing,
        _ if !visit.may(Action::DecideContest) => Deciding::MayNot,
        Viewer::Staff { staff, .. } if strike.decidable_by(*staff).is_err() => Deciding::GaveIt,
        _ => Deciding::Form(form),
    }
}
