//! The people who sign in for a seller. Their passwords are another file's.

use jiff::Timestamp;
use rules::access::AgentRole;
use rules::ids::{AgentId, SellerId};

use crate::{DbError, Row, Seek, Tx, params};

/// A person of a seller.
#[derive(Debug, Clone, PartialEq)]
pub struct Agent {
    pub seller: SellerId,
    pub id: AgentId,
    pub name: String,
    pub email: String,
    pub language: String,
    /// One that is not can no longer sign in or be assigned.
    pub active: bool,
    pub role: AgentRole,
    /// Counts the changes from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

pub async fn find(tx: &Tx, seller: &SellerId, id: &AgentId) -> Result<Option<Agent>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, agent_id, name, email, language, active, role, version, created_at, updated_at
             FROM agents WHERE seller_id = ?1 AND agent_id = ?2",
            params![seller, id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// All agents of a seller by name, the inactive ones too.
pub async fn of_seller(tx: &Tx, seller: &SellerId) -> Result<Vec<Agent>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, agent_id, name, email, language, active, role, version, created_at, updated_at
             FROM agents WHERE seller_id = ?1 ORDER BY name, agent_id",
            params![seller],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Whether an active agent of the seller has this e-mail, in lower case.
pub async fn works_for(tx: &Tx, seller: &SellerId, email: &str) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "SELECT 1 FROM agents WHERE email = ?2 AND seller_id = ?1 AND active = 1 ORDER BY agent_id LIMIT 1",
            params![seller, email],
        )
        .await?;
    Ok(row.is_some())
}

/// Agents of a seller in the order of their last change.
pub async fn changed(
    tx: &Tx,
    seller: &SellerId,
    after: &Seek,
    limit: u32,
) -> Result<Vec<Agent>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, agent_id, name, email, language, active, role, version, created_at, updated_at
             FROM agents WHERE seller_id = ?1 AND (updated_at, agent_id) > (?2, ?3)
             ORDER BY updated_at, agent_id LIMIT ?4",
            params![seller, after.changed_at, after.id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

pub async fn insert(tx: &Tx, agent: &Agent) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO agents (seller_id, agent_id, name, email, language, active, role, version, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            agent.seller,
            agent.id,
            agent.name,
            agent.email,
            agent.language,
            agent.active,
            agent.role.code(),
            agent.version,
            agent.created_at,
            agent.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Saves the agent over the version before its own; a password stays as it is.
pub async fn update(tx: &Tx, agent: &Agent) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE agents SET name = ?3, email = ?4, language = ?5, active = ?6, role = ?7, version = ?8, updated_at = ?9
             WHERE seller_id = ?1 AND agent_id = ?2 AND version = ?10",
            params![
                agent.seller,
                agent.id,
                agent.name,
                agent.email,
                agent.language,
                agent.active,
                agent.role.code(),
                agent.version,
                agent.updated_at,
                agent.version - 1
            ],
        )
        .await?;
    if changed == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

/// Keeps the owners of a seller as they are until the transaction ends: of two that cross, one runs again.
pub async fn hold_owners(tx: &Tx, seller: &SellerId) -> Result<(), DbError> {
    tx.execute(
        "UPDATE agents SET version = version WHERE seller_id = ?1 AND role = 'owner'",
        params![seller],
    )
    .await?;
    Ok(())
}

/// The role in this column.
pub(crate) fn read_agent_role(row: &Row, column: usize) -> Result<AgentRole, DbError> {
    let code: String = row.get(column)?;
    AgentRole::from_code(&code)
        .ok_or_else(|| DbError::decode(column, "an unknown role of an agent"))
}

fn read(row: &Row) -> Result<Agent, DbError> {
    Ok(Agent {
        seller: row.get(0)?,
        id: row.get(1)?,
        name: row.get(2)?,
        email: row.get(3)?,
        language: row.get(4)?,
        active: row.get(5)?,
        role: read_agent_role(row, 6)?,
        version: row.get(7)?,
        created_at: row.get(8)?,
        updated_at: row.get(9)?,
    })
}
