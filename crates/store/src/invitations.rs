//! Invitations of a seller's people, found by the hash of the link that was handed over.

use jiff::Timestamp;
use rules::access::AgentRole;
use rules::ids::{AgentId, InvitationId, SellerId};

use crate::agents::read_agent_role;
use crate::{DbError, Row, Tx, params};

/// An invitation that nobody has used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub seller: SellerId,
    pub id: InvitationId,
    /// In lower case.
    pub email: String,
    pub role: AgentRole,
    pub invited_by: AgentId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn insert(
    tx: &Tx,
    token_hash: &[u8; 32],
    invitation: &Invitation,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO invitations (seller_id, invitation_id, token_hash, email, role, invited_by, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            invitation.seller,
            invitation.id,
            token_hash,
            invitation.email,
            invitation.role.code(),
            invitation.invited_by,
            invitation.created_at,
            invitation.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// Those of a seller that can still be used, newest first. An invitation ends with the access of the owner who made it.
pub async fn of_seller(
    tx: &Tx,
    seller: &SellerId,
    now: Timestamp,
) -> Result<Vec<Invitation>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, invitation_id, email, role, invited_by, created_at, expires_at
             FROM invitations i WHERE i.seller_id = ?1 AND i.expires_at > ?2
             AND EXISTS (SELECT 1 FROM agents a WHERE a.seller_id = i.seller_id AND a.agent_id = i.invited_by AND a.active = 1 AND a.role = 'owner')
             ORDER BY i.invitation_id DESC LIMIT 200",
            params![seller, now],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The one of a link; the link itself says which seller's it is.
pub async fn any_by_token(
    tx: &Tx,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Invitation>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, invitation_id, email, role, invited_by, created_at, expires_at
             FROM invitations i WHERE i.token_hash = ?1 AND i.expires_at > ?2
             AND EXISTS (SELECT 1 FROM agents a WHERE a.seller_id = i.seller_id AND a.agent_id = i.invited_by AND a.active = 1 AND a.role = 'owner')",
            params![token_hash, now],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Ends an invitation, used or withdrawn; `false` where it was gone already.
pub async fn delete(tx: &Tx, seller: &SellerId, id: InvitationId) -> Result<bool, DbError> {
    let deleted = tx
        .execute(
            "DELETE FROM invitations WHERE seller_id = ?1 AND invitation_id = ?2",
            params![seller, id],
        )
        .await?;
    Ok(deleted > 0)
}

pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute(
        "DELETE FROM invitations WHERE expires_at <= ?1",
        params![now],
    )
    .await
}

fn read(row: &Row) -> Result<Invitation, DbError> {
    Ok(Invitation {
        seller: row.get(0)?,
        id: row.get(1)?,
        email: row.get(2)?,
        role: read_agent_role(row, 3)?,
        invited_by: row.get(4)?,
        created_at: row.get(5)?,
        expires_at: row.get(6)?,
    })
}
