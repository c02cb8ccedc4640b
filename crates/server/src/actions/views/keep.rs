//! Saving, renaming and deleting a view, and choosing the one to begin with.
//! A view for all of the seller is kept by whoever may keep its labels too.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{AgentId, SellerId, ViewId};
use rules::inbox::{InvalidName, VIEWS_MAX, ViewName};
use serde_json::json;
use store::Tx;
use store::events::Stream;
use store::saved_views::{self, View};

use crate::actions::record::{Recorder, record};
use crate::actions::sellers_own::agent_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// A list to be saved.
#[derive(Debug, Clone)]
pub struct NewView {
    pub name: String,
    /// For all of the seller's agents.
    pub shared: bool,
    pub tab: String,
    /// JSON of the fields that are filled.
    pub filter: String,
}

pub async fn save(app: &App, viewer: &Viewer, new: NewView) -> Result<View, ActionError> {
    let (seller, agent) = whose(viewer, new.shared)?;
    let name = parse(&new.name)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let own = (!new.shared).then(|| agent.clone());
    app.db
        .write(async move |tx: &Tx| {
            let views = saved_views::of_agent(tx, &seller, &agent).await?;
            let of_same = views.iter().filter(|view| view.agent == own).count();
            if of_same >= VIEWS_MAX {
                let detail = format!("At most {VIEWS_MAX} lists can be saved. Delete one first.");
                return Err(ActionError::conflict("too_many_views", detail));
            }
            let view = View {
                id: recorder.id(ViewId)?,
                agent: own.clone(),
                name: name.as_str().to_owned(),
                tab: new.tab.clone(),
                filter: new.filter.clone(),
                version: 1,
                created_at: now,
                updated_at: now,
            };
            saved_views::insert(tx, &seller, &view).await?;
            write(tx, &recorder, &seller, "view.saved", &view).await?;
            Ok(view)
        })
        .await
}

pub async fn rename(
    app: &App,
    viewer: &Viewer,
    id: ViewId,
    name: &str,
    version: Option<i64>,
) -> Result<View, ActionError> {
    check(viewer, Action::KeepViews, Relation::Own)?;
    let (seller, _) = agent_of(viewer)?;
    let name = parse(name)?;
    let now = app.now();
    let (viewer, recorder) = (viewer.clone(), Recorder::new(app, viewer, now));
    app.db
        .write(async move |tx: &Tx| {
            let mut view = load(tx, &viewer, &seller, id).await?;
            if view.name == name.as_str() {
                return Ok(view);
            }
            if version.is_some_and(|version| version != view.version) {
                return Err(ActionError::Stale);
            }
            name.as_str().clone_into(&mut view.name);
            view.version += 1;
            view.updated_at = now;
            saved_views::update(tx, &seller, &view).await?;
            write(tx, &recorder, &seller, "view.renamed", &view).await?;
            Ok(view)
        })
        .await
}

/// Deletes it; deleting one that is gone is not found.
pub async fn delete(app: &App, viewer: &Viewer, id: ViewId) -> Result<(), ActionError> {
    check(viewer, Action::KeepViews, Relation::Own)?;
    let (seller, _) = agent_of(viewer)?;
    let (viewer, recorder) = (viewer.clone(), Recorder::new(app, viewer, app.now()));
    app.db
        .write(async move |tx: &Tx| {
            let view = load(tx, &viewer, &seller, id).await?;
            saved_views::delete(tx, &seller, id).await?;
            write(tx, &recorder, &seller, "view.deleted", &view).await
        })
        .await
}

/// Lets the agent's inbox open with this view; with `None`, with what needs a reply.
pub async fn set_first(app: &App, viewer: &Viewer, id: Option<ViewId>) -> Result<(), ActionError> {
    check(viewer, Action::KeepViews, Relation::Own)?;
    let (seller, agent) = agent_of(viewer)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| {
            if let Some(id) = id {
                visible(tx, &seller, &agent, id).await?;
            }
            if saved_views::first(tx, &seller, &agent).await? == id {
                return Ok(());
            }
            saved_views::set_first(tx, &seller, &agent, id).await?;
            let stream = Stream::Seller(seller.clone());
            let body = json!({ "view_id": id });
            let event = recorder.event(Some(&seller), stream, None, "view.chosen_first", body)?;
            Ok(record(tx, &[event]).await?)
        })
        .await
}

/// A colleague's own view does not exist for others.
async fn visible(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
    id: ViewId,
) -> Result<View, ActionError> {
    let found = saved_views::find(tx, seller, id).await?;
    let own = |view: &View| view.agent.as_ref().is_none_or(|owner| owner == agent);
    found.filter(own).ok_or(ActionError::NotFound)
}

/// One that the viewer may change.
async fn load(
    tx: &Tx,
    viewer: &Viewer,
    seller: &SellerId,
    id: ViewId,
) -> Result<View, ActionError> {
    let (_, agent) = agent_of(viewer)?;
    let view = visible(tx, seller, &agent, id).await?;
    whose(viewer, view.agent.is_none())?;
    Ok(view)
}

fn whose(viewer: &Viewer, shared: bool) -> Result<(SellerId, AgentId), ActionError> {
    check(viewer, Action::KeepViews, Relation::Own)?;
    if shared {
        check(viewer, Action::ManageLabels, Relation::Own)?;
    }
    agent_of(viewer)
}

fn parse(name: &str) -> Result<ViewName, ActionError> {
    ViewName::parse(name)
        .map_err(|wrong: InvalidName| ActionError::invalid(wrong.code(), format!("name: {wrong}.")))
}

async fn write(
    tx: &Tx,
    recorder: &Recorder,
    seller: &SellerId,
    kind: &'static str,
    view: &View,
) -> Result<(), ActionError> {
    let body = json!({ "view_id": view.id, "shared": view.agent.is_none() });
    let stream = Stream::Seller(seller.clone());
    let event = recorder.event(Some(seller), stream, None, kind, body)?;
    Ok(record(tx, &[event]).await?)
}
