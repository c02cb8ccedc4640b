//! Lists that agents have saved, for themselves or for all of their seller. What a filter means is not known here.

use jiff::Timestamp;
use rules::ids::{AgentId, SellerId, ViewId};

use crate::{DbError, Row, Tx, params};

/// A list under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub id: ViewId,
    /// Whose it is; `None` where all of the seller's agents have it.
    pub agent: Option<AgentId>,
    pub name: String,
    /// The code of the tab.
    pub tab: String,
    /// JSON of the fields that are filled.
    pub filter: String,
    /// Counts the changes from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The seller's views by name, then the agent's own.
pub async fn of_agent(tx: &Tx, seller: &SellerId, agent: &AgentId) -> Result<Vec<View>, DbError> {
    let rows = tx
        .query(
            "SELECT view_id, agent_id, name, tab, filter, version, created_at, updated_at FROM saved_views \
             WHERE seller_id = ?1 AND agent_id IN ('', ?2) ORDER BY agent_id, name, view_id",
            params![seller, agent],
        )
        .await?;
    rows.iter().map(read).collect()
}

pub async fn find(tx: &Tx, seller: &SellerId, id: ViewId) -> Result<Option<View>, DbError> {
    let row = tx
        .query_opt(
            "SELECT view_id, agent_id, name, tab, filter, version, created_at, updated_at FROM saved_views \
             WHERE seller_id = ?1 AND view_id = ?2",
            params![seller, id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

pub async fn insert(tx: &Tx, seller: &SellerId, view: &View) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO saved_views (seller_id, view_id, agent_id, name, tab, filter, version, created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            seller,
            view.id,
            view.agent.as_ref().map_or("", AgentId::as_str),
            view.name,
            view.tab,
            view.filter,
            view.version,
            view.created_at,
            view.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Saves the view over the version before its own.
pub async fn update(tx: &Tx, seller: &SellerId, view: &View) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE saved_views SET name = ?3, tab = ?4, filter = ?5, version = ?6, updated_at = ?7 \
             WHERE seller_id = ?1 AND view_id = ?2 AND version = ?8",
            params![
                seller,
                view.id,
                view.name,
                view.tab,
                view.filter,
                view.version,
                view.updated_at,
                view.version - 1
            ],
        )
        .await?;
    match changed {
        0 => Err(DbError::Stale),
        _ => Ok(()),
    }
}

/// Deletes the view; whoever's inbox opened with it gets the usual one.
pub async fn delete(tx: &Tx, seller: &SellerId, id: ViewId) -> Result<(), DbError> {
    tokio::try_join!(
        tx.execute(
            "DELETE FROM first_views WHERE seller_id = ?1 AND view_id = ?2",
            params![seller, id],
        ),
        tx.execute(
            "DELETE FROM saved_views WHERE seller_id = ?1 AND view_id = ?2",
            params![seller, id],
        ),
    )?;
    Ok(())
}

/// The view that the agent's inbox opens with.
pub async fn first(tx: &Tx, seller: &SellerId, agent: &AgentId) -> Result<Option<ViewId>, DbError> {
    let row = tx
        .query_opt(
            "SELECT view_id FROM first_views WHERE seller_id = ?1 AND agent_id = ?2",
            params![seller, agent],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Lets the agent's inbox open with a view, or with the usual list.
pub async fn set_first(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
    view: Option<ViewId>,
) -> Result<(), DbError> {
    match view {
        Some(view) => {
            tx.execute(
                "INSERT INTO first_views (seller_id, agent_id, view_id) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (seller_id, agent_id) DO UPDATE SET view_id = excluded.view_id",
                params![seller, agent, view],
            )
            .await?
        }
        None => {
            tx.execute(
                "DELETE FROM first_views WHERE seller_id = ?1 AND agent_id = ?2",
                params![seller, agent],
            )
            .await?
        }
    };
    Ok(())
}

fn read(row: &Row) -> Result<View, DbError> {
    let agent: String = row.get(1)?;
    let agent = match agent.as_str() {
        "" => None,
        _ => Some(AgentId::parse(agent).map_err(|wrong| DbError::decode(1, wrong.to_string()))?),
    };
    Ok(View {
        id: row.get(0)?,
        agent,
        name: row.get(2)?,
        tab: row.get(3)?,
        filter: row.get(4)?,
        version: row.get(5)?,
        created_at: row.get(6)?,
        updated_at: row.get(7)?,
    })
}
