//! What an agent's list needs beside its conversations, read together: each transaction costs more than what is in it.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{AgentId, SellerId};
use store::agents::{self, Agent};
use store::labels::{self, Label};
use store::lists::{self, Counts};
use store::{DbError, Seek, Tx};

use super::marks::{Marks, marks_of};
use crate::actions::sellers_own::agent_of;
use crate::actions::views::{Views, views_of};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Agents to choose from at most.
const AGENTS_MAX: u32 = 500;

/// What the rows are drawn with.
#[derive(Debug)]
pub struct AroundRows {
    pub views: Views,
    pub labels: Vec<Label>,
    pub marks: Marks,
}

/// The same with what else stands on the page of a list.
#[derive(Debug)]
pub struct AroundInbox {
    pub rows: AroundRows,
    pub counts: Counts,
    pub agents: Vec<Agent>,
}

pub async fn around_rows(app: &App, viewer: &Viewer) -> Result<AroundRows, ActionError> {
    let (seller, agent) = reader(viewer)?;
    let viewer = viewer.clone();
    app.db
        .read(async move |tx: &Tx| Ok(rows(tx, &viewer, &seller, &agent).await?))
        .await
}

pub async fn around_inbox(app: &App, viewer: &Viewer) -> Result<AroundInbox, ActionError> {
    let (seller, agent) = reader(viewer)?;
    check(viewer, Action::CountConversations, Relation::Own)?;
    check(viewer, Action::ListAgents, Relation::Own)?;
    let (viewer, now) = (viewer.clone(), app.now());
    let from_start = Seek::since(None);
    app.db
        .read(async move |tx: &Tx| {
            let (rows, counts, agents) = tokio::try_join!(
                rows(tx, &viewer, &seller, &agent),
                lists::counts(tx, &seller, Some(&agent), now),
                agents::changed(tx, &seller, &from_start, AGENTS_MAX),
            )?;
            Ok(AroundInbox {
                rows,
                counts,
                agents,
            })
        })
        .await
}

fn reader(viewer: &Viewer) -> Result<(SellerId, AgentId), ActionError> {
    for action in [
        Action::ListConversations,
        Action::KeepViews,
        Action::ReadLabels,
    ] {
        check(viewer, action, Relation::Own)?;
    }
    agent_of(viewer)
}

async fn rows(
    tx: &Tx,
    viewer: &Viewer,
    seller: &SellerId,
    agent: &AgentId,
) -> Result<AroundRows, DbError> {
    let (views, labels, marks) = tokio::try_join!(
        views_of(tx, seller, agent),
        labels::of_seller(tx, seller),
        marks_of(tx, viewer),
    )?;
    Ok(AroundRows {
        views,
        labels,
        marks,
    })
}
