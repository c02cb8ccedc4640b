//! Passwords of agents, where the marketplace lets them sign in without its hand-off.

use rules::ids::{AgentId, SellerId};

use crate::{DbError, Tx, params};

/// An active agent who has a password.
#[derive(Clone)]
pub struct AgentPassword {
    pub seller: SellerId,
    pub agent: AgentId,
    pub language: String,
    /// argon2id in PHC form.
    pub password_hash: String,
}

/// Who signs in with this e-mail; one person may work for several sellers.
pub async fn any_by_email(tx: &Tx, email: &str) -> Result<Vec<AgentPassword>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, agent_id, language, password_hash FROM agents \
             WHERE email = ?1 AND active = 1 AND password_hash IS NOT NULL ORDER BY seller_id, agent_id LIMIT 8",
            params![email],
        )
        .await?;
    let read = |row: &crate::Row| {
        Ok(AgentPassword {
            seller: row.get(0)?,
            agent: row.get(1)?,
            language: row.get(2)?,
            password_hash: row.get(3)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Sets the password, or takes it away; says whether the agent is known.
pub async fn set(
    tx: &Tx,
    seller: &SellerId,
    agent: &AgentId,
    hash: Option<&str>,
) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE agents SET password_hash = ?3 WHERE seller_id = ?1 AND agent_id = ?2",
            params![seller, agent, hash],
        )
        .await?;
    Ok(changed > 0)
}

impl std::fmt::Debug for AgentPassword {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("AgentPassword")
            .field("seller", &self.seller)
            .field("agent", &self.agent)
            .finish_non_exhaustive()
    }
}
