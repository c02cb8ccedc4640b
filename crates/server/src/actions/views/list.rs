//! The views that an agent has.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{AgentId, SellerId, ViewId};
use store::saved_views::{self, View};
use store::{DbError, Tx};

use crate::actions::sellers_own::agent_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// What an agent has saved, and what its seller's agents have saved for all.
#[derive(Debug, Clone, Default)]
pub struct Views {
    /// The seller's by name, then the agent's own.
    pub views: Vec<View>,
    /// The one that the agent's inbox opens with.
    pub first: Option<ViewId>,
}

pub async fn list(app: &App, viewer: &Viewer) -> Result<Views, ActionError> {
    check(viewer, Action::KeepViews, Relation::Own)?;
    let (seller, agent) = agent_of(viewer)?;
    app.db
        .read(async move |tx: &Tx| Ok(views_of(tx, &seller, &agent).await?))
        .await
}

pub(in crate::actions) async fn views_of(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
) -> Result<Views, DbError> {
    let (views, first) = tokio::try_join!(
        saved_views::of_agent(tx, seller, agent),
        saved_views::first(tx, seller, agent),
    )?;
    Ok(Views { views, first })
}

/// One of those that the agent has.
pub async fn find(app: &App, viewer: &Viewer, id: ViewId) -> Result<View, ActionError> {
    let kept = list(app, viewer).await?;
    let found = kept.views.into_iter().find(|view| view.id == id);
    found.ok_or(ActionError::NotFound)
}
