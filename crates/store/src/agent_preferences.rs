//! How an agent likes to work, and what its header counts.

use jiff::Timestamp;
use rules::ids::{AgentId, SellerId};

use crate::{DbError, Tx, params};

/// What every page of an agent needs to know about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgentSurroundings {
    /// Whether single letters are commands.
    pub single_keys: bool,
    /// Mentions that it has not read.
    pub unread_mentions: u32,
}

/// An agent that has chosen nothing works with single keys.
pub async fn surroundings(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
) -> Result<AgentSurroundings, DbError> {
    let (preference, unread) = tokio::try_join!(
        tx.query_opt(
            "SELECT single_keys FROM agent_preferences WHERE seller_id = ?1 AND agent_id = ?2",
            params![seller, agent],
        ),
        tx.query_one(
            "SELECT COUNT(*) FROM mentions WHERE seller_id = ?1 AND agent_id = ?2 AND read_at IS NULL",
            params![seller, agent],
        ),
    )?;
    Ok(AgentSurroundings {
        single_keys: preference.map_or(Ok(true), |row| row.get(0))?,
        unread_mentions: unread.get(0)?,
    })
}

/// Saves whether single letters are commands.
pub async fn save_single_keys(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
    single_keys: bool,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO agent_preferences (seller_id, agent_id, single_keys, updated_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (seller_id, agent_id) DO UPDATE SET single_keys = excluded.single_keys, \
         updated_at = excluded.updated_at",
        params![seller, agent, single_keys, now],
    )
    .await?;
    Ok(())
}
