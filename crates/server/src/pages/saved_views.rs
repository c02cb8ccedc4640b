//! `/views`: the lists that an agent has saved.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rules::access::Action;
use rules::ids::ViewId;
use serde::Deserialize;

use crate::actions::views::{self, NewView};
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::conversations::ListAsked;
use crate::pages::views::notice::Notice;
use crate::pages::views::saved_views::{ViewRow, ViewsPage};
use crate::pages::visit::{Visit, go, show as answer};

const ADDRESS: &str = "/views";

/// A list to be saved.
#[derive(Debug, Deserialize)]
pub struct Saved {
    name: String,
    /// Path and query of the list.
    list: String,
    shared: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Renamed {
    name: String,
    version: Option<i64>,
}

pub async fn show(visit: Visit) -> Result<Response, ActionError> {
    page(&visit, None).await
}

/// `POST /views`: saves the list that the agent looks at.
pub async fn save(visit: Visit, Form(saved): Form<Saved>) -> Result<Response, ActionError> {
    let uri: Option<Uri> = saved.list.parse().ok();
    let asked = uri.and_then(|uri| Some(Query::<ListAsked>::try_from_uri(&uri).ok()?.0));
    let asked = asked.ok_or_else(|| ActionError::invalid("list", "list: this is no list."))?;
    let (tab, filter) = asked.kept()?;
    let new = NewView {
        name: saved.name,
        shared: saved.shared.is_some(),
        tab,
        filter,
    };
    match views::save(&visit.app, visit.viewer(), new).await {
        Ok(view) => Ok(go(
            &format!("/conversations?view={}", view.id),
            Notice::ViewSaved,
        )),
        Err(error) => refused(&visit, error).await,
    }
}

/// `POST /views/{view}`.
pub async fn rename(
    visit: Visit,
    Path(id): Path<ViewId>,
    Form(sent): Form<Renamed>,
) -> Result<Response, ActionError> {
    let (app, viewer) = (&visit.app, visit.viewer());
    match views::rename(app, viewer, id, &sent.name, sent.version).await {
        Ok(_) => Ok(go(ADDRESS, Notice::ViewSaved)),
        Err(ActionError::Stale) => Ok(go(ADDRESS, Notice::Stale)),
        Err(error) => refused(&visit, error).await,
    }
}

/// `POST /views/{view}/deletion`.
pub async fn delete(visit: Visit, Path(id): Path<ViewId>) -> Result<Response, ActionError> {
    views::delete(&visit.app, visit.viewer(), id).await?;
    Ok(go(ADDRESS, Notice::ViewDeleted))
}

/// `POST /views/{view}/first`: the inbox opens with it.
pub async fn set_first(visit: Visit, Path(id): Path<ViewId>) -> Result<Response, ActionError> {
    views::set_first(&visit.app, visit.viewer(), Some(id)).await?;
    Ok(go(ADDRESS, Notice::ViewFirst))
}

/// `POST /views/first`: the inbox opens as usual.
pub async fn no_first(visit: Visit) -> Result<Response, ActionError> {
    views::set_first(&visit.app, visit.viewer(), None).await?;
    Ok(go(ADDRESS, Notice::ViewFirst))
}

async fn refused(visit: &Visit, error: ActionError) -> Result<Response, ActionError> {
    let (status, key) = match &error {
        ActionError::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "view-error-name"),
        ActionError::Conflict { .. } => (StatusCode::CONFLICT, "view-error-many"),
        _ => return Err(error),
    };
    let text = Texts::of(visit.identity.language).t(key);
    Ok((status, page(visit, Some(text)).await?).into_response())
}

async fn page(visit: &Visit, error: Option<String>) -> Result<Response, ActionError> {
    let kept = views::list(&visit.app, visit.viewer()).await?;
    let may_share = visit.may(Action::ManageLabels);
    let row = |view: &store::saved_views::View| ViewRow {
        id: view.id.to_string(),
        url: format!("/conversations?view={}", view.id),
        name: view.name.clone(),
        shared: view.agent.is_none(),
        first: kept.first == Some(view.id),
        editable: view.agent.is_some() || may_share,
        version: view.version,
    };
    answer(&ViewsPage {
        page: visit.page_at(ADDRESS.to_owned()),
        views: kept.views.iter().map(row).collect(),
        has_first: kept.first.is_some(),
        error,
    })
}
