//! `/absences`: what a seller has announced, the form for more, and the page that changes one.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rules::access::{Action, Viewer};
use rules::ids::AbsenceId;
use serde::Deserialize;

use super::form::{Sent, person, refusal};
use super::worded::{coming_and_past, view};
use crate::actions::absences::{self, AnnounceAbsence, ChangeAbsence};
use crate::actions::settings;
use crate::error::ActionError;
use crate::pages::views::absence::{AbsenceChangePage, AbsencesPage};
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/absences";

/// A button: the version says on what it was pressed.
#[derive(Debug, Deserialize)]
pub struct Pressed {
    version: Option<i64>,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    if matches!(visit.viewer(), Viewer::Staff { .. }) {
        return Ok(Redirect::to("/staff/absences").into_response());
    }
    page(&visit, &Sent::default(), None).await
}

/// `POST /absences`.
pub async fn announce(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, ActionError> {
    match try_announce(&visit, &sent).await {
        Ok(()) => Ok(go(ADDRESS, Notice::AbsenceAnnounced)),
        Err(error) => {
            let reader = visit.reader().await?;
            let said = refusal(&reader, &error).ok_or(error)?;
            let shown = page(&visit, &sent, Some(said)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}

/// `GET /absences/{id}`.
pub async fn show_change(visit: Visit, Path(id): Path<AbsenceId>) -> Result<Response, ActionError> {
    change_page(&visit, id, None, None).await
}

/// `POST /absences/{id}`.
pub async fn change(
    visit: Visit,
    Path(id): Path<AbsenceId>,
    Form(sent): Form<Sent>,
) -> Result<Response, ActionError> {
    match try_change(&visit, id, &sent).await {
        Ok(()) => Ok(go(ADDRESS, Notice::AbsenceChanged)),
        Err(ActionError::Stale) => Ok(go(ADDRESS, Notice::AbsenceStale)),
        Err(error) => {
            let reader = visit.reader().await?;
            let said = refusal(&reader, &error).ok_or(error)?;
            let shown = change_page(&visit, id, Some(&sent), Some(said)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
    }
}

/// `POST /absences/{id}/withdrawal`.
pub async fn withdraw(
    visit: Visit,
    Path(id): Path<AbsenceId>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, ActionError> {
    match absences::withdraw(&visit.app, visit.viewer(), id, pressed.version).await {
        Ok(_) => Ok(go(ADDRESS, Notice::AbsenceWithdrawn)),
        Err(ActionError::Stale | ActionError::Conflict { .. }) => {
            Ok(go(ADDRESS, Notice::AbsenceStale))
        }
        Err(error) => Err(error),
    }
}

async fn try_announce(visit: &Visit, sent: &Sent) -> Result<(), ActionError> {
    let command = AnnounceAbsence {
        id: None,
        agent: person(&sent.agent)?,
        days: sent.days()?,
        deputy: person(&sent.deputy)?,
        reason: sent.reason(),
    };
    absences::announce(&visit.app, visit.viewer(), command).await?;
    Ok(())
}

async fn try_change(visit: &Visit, id: AbsenceId, sent: &Sent) -> Result<(), ActionError> {
    let command = ChangeAbsence {
        absence: id,
        days: sent.days()?,
        deputy: person(&sent.deputy)?,
        version: sent.version,
    };
    absences::change(&visit.app, visit.viewer(), command).await?;
    Ok(())
}

async fn page(visit: &Visit, sent: &Sent, error: Option<String>) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let (app, viewer) = (&visit.app, visit.viewer());
    let may_announce = visit.may(Action::AnnounceAbsence);
    let listed = absences::of_seller(app, viewer, None).await?;
    let people = absences::people(app, viewer).await?;
    let (coming, past) = coming_and_past(&reader, listed, may_announce);
    answer(&AbsencesPage {
        page: visit.page_at(ADDRESS.to_owned()),
        form: may_announce.then(|| sent.shown(&people, error)),
        stops_clock: settings::known(app).await?.absence_stops_clock,
        coming,
        past,
    })
}

async fn change_page(
    visit: &Visit,
    id: AbsenceId,
    sent: Option<&Sent>,
    error: Option<String>,
) -> Result<Response, ActionError> {
    let reader = visit.reader().await?;
    let listed = absences::one(&visit.app, visit.viewer(), id).await?;
    let people = absences::people(&visit.app, visit.viewer()).await?;
    let absence = &listed.absence;
    let as_it_is = Sent {
        first: absence.days.first.to_string(),
        last: absence.days.last.to_string(),
        deputy: absence
            .deputy
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        ..Sent::default()
    };
    let mut form = sent.unwrap_or(&as_it_is).shown(&people, error);
    // Who is away stays as it is.
    form.people.clear();
    let view = view(&reader, listed, true);
    if !view.can_change {
        return Ok(go(ADDRESS, Notice::AbsenceStale));
    }
    answer(&AbsenceChangePage {
        page: visit.page_at(format!("{ADDRESS}/{id}")),
        absence: view,
        form,
    })
}
