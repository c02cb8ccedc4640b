//! `/violations`: what a person has confirmed against the seller, and the form that contests it.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rules::access::{Action, Viewer};
use rules::ids::StrikeId;
use serde::Deserialize;

use super::worded::{contesting, refusal, view};
use crate::actions::moderation::strikes::{self, ContestStrike};
use crate::error::ActionError;
use crate::pages::views::notice::Notice;
use crate::pages::views::strikes::{TextForm, ViolationsPage};
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/violations";

#[derive(Debug, Deserialize)]
pub struct Contested {
    #[serde(default)]
    text: String,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    if matches!(visit.viewer(), Viewer::Staff { .. }) {
        return Ok(Redirect::to("/staff/strikes").into_response());
    }
    page(&visit, None).await
}

/// `POST /violations/{strike}/contest`.
pub async fn contest(
    visit: Visit,
    Path(id): Path<StrikeId>,
    Form(contested): Form<Contested>,
) -> Result<Response, ActionError> {
    let command = ContestStrike {
        strike: id,
        text: contested.text.clone(),
    };
    match strikes::contest(&visit.app, visit.viewer(), command).await {
        Ok(_) => Ok(go(
            &format!("{ADDRESS}#strike-{id}"),
            Notice::StrikeContested,
        )),
        Err(ActionError::Stale | ActionError::Conflict { .. }) => {
            Ok(go(&format!("{ADDRESS}#strike-{id}"), Notice::StrikeStale))
        }
        Err(error) => {
            let form = TextForm {
                text: contested.text,
                error: Some(refusal(&visit, error)?),
            };
            let shown = page(&visit, Some((id, form))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}

async fn page(visit: &Visit, sent: Option<(StrikeId, TextForm)>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let listed = strikes::of_seller(&visit.app, visit.viewer(), None).await?;
    let counting = listed.iter().filter(|one| one.strike.counts(reader.now));
    let counting = u64::try_from(counting.count()).unwrap_or(u64::MAX);
    let owner = visit.may(Action::ContestStrike);
    let mut shown = Vec::with_capacity(listed.len());
    for one in &listed {
        let form = match &sent {
            Some((id, form)) if *id == one.strike.id => form.clone(),
            _ => TextForm::default(),
        };
        let mut view = view(&reader, one);
        view.contesting = contesting(&reader, &one.strike, owner, form);
        shown.push(view);
    }
    answer(&ViolationsPage {
        page: visit.page_at(ADDRESS.to_owned()),
        counting,
        strikes: shown,
    })
}
