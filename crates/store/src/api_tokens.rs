//! Tokens of programs, found by their hash; the token itself is stored nowhere.

use jiff::Timestamp;
use rules::access::{Roles, Viewer};
use rules::ids::{SellerId, TokenId};
use rules::token::{Holder, Scope};

use crate::agents::read_agent_role;
use crate::sessions::Person;
use crate::{DbError, Row, Tx, params};

/// A token as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    pub id: TokenId,
    /// What its owner calls it.
    pub name: String,
    pub holder: Holder,
    /// Kind and id of who made it, such as `staff:018f…`.
    pub created_by: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

/// What a token that holds opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub viewer: Viewer,
    pub name: String,
    pub expires_at: Timestamp,
}

pub async fn insert(tx: &Tx, token_hash: &[u8; 32], token: &ApiToken) -> Result<(), DbError> {
    let (seller, agent, staff) = match &token.holder {
        Holder::Platform => (None, None, None),
        Holder::Automation { seller } => (Some(seller), None, None),
        Holder::Agent { seller, agent } => (Some(seller), Some(agent), None),
        Holder::Staff(staff) => (None, None, Some(staff)),
    };
    tx.execute(
        "INSERT INTO api_tokens (token_hash, token_id, name, scope, seller_id, agent_id, staff_id, created_by, created_at, expires_at, revoked_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            token_hash,
            token.id,
            token.name,
            token.holder.scope().code(),
            seller,
            agent,
            staff,
            token.created_by,
            token.created_at,
            token.expires_at,
            token.revoked_at
        ],
    )
    .await?;
    Ok(())
}

/// What the token opens, unless it is revoked, expired, or its agent or person of staff is not active any more.
pub async fn open(
    tx: &Tx,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Opened>, DbError> {
    let row = tx
        .query_opt(
            "SELECT k.token_id, k.name, k.scope, k.seller_id, k.agent_id, k.staff_id, k.expires_at, \
                    a.name, t.name, t.roles, a.role \
             FROM api_tokens k \
             LEFT JOIN agents a ON a.seller_id = k.seller_id AND a.agent_id = k.agent_id AND a.active = 1 \
             LEFT JOIN staff t ON t.staff_id = k.staff_id AND t.active = 1 \
             WHERE k.token_hash = ?1 AND k.expires_at > ?2 AND k.revoked_at IS NULL",
            params![token_hash, now],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let token: TokenId = row.get(0)?;
    let (viewer, name) = match scope(&row, 2)? {
        Scope::Platform => (Viewer::Platform { token }, row.get(1)?),
        Scope::Automation => (
            Viewer::Automation {
                seller: row.get(3)?,
                token,
            },
            row.get(1)?,
        ),
        Scope::Agent => {
            let Some(name) = row.get::<Option<String>>(7)? else {
                return Ok(None);
            };
            (
                Viewer::Agent {
                    seller: row.get(3)?,
                    agent: row.get(4)?,
                    role: read_agent_role(&row, 10)?,
                },
                name,
            )
        }
        Scope::Staff => {
            let Some(name) = row.get::<Option<String>>(8)? else {
                return Ok(None);
            };
            let roles = Roles::from_codes(&row.get::<String>(9)?)
                .map_err(|code| DbError::decode(9, code))?;
            (
                Viewer::Staff {
                    staff: row.get(5)?,
                    roles,
                },
                name,
            )
        }
    };
    Ok(Some(Opened {
        viewer,
        name,
        expires_at: row.get(6)?,
    }))
}

/// A page of one seller's tokens, oldest first, after `after`.
pub async fn of_seller(
    tx: &Tx,
    seller: &SellerId,
    after: Option<TokenId>,
    limit: u32,
) -> Result<Vec<ApiToken>, DbError> {
    let rows = tx
        .query(
            "SELECT token_id, name, scope, seller_id, agent_id, staff_id, created_by, created_at, expires_at, revoked_at \
             FROM api_tokens WHERE seller_id = ?1 AND token_id > ?2 ORDER BY token_id LIMIT ?3",
            params![seller, after.unwrap_or(FIRST), limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// A page of all tokens, oldest first, after `after`.
pub async fn any_page(
    tx: &Tx,
    after: Option<TokenId>,
    limit: u32,
) -> Result<Vec<ApiToken>, DbError> {
    let rows = tx
        .query(
            "SELECT token_id, name, scope, seller_id, agent_id, staff_id, created_by, created_at, expires_at, revoked_at \
             FROM api_tokens WHERE token_id > ?1 ORDER BY token_id LIMIT ?2",
            params![after.unwrap_or(FIRST), limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// One token by its id; whose it is decides the caller.
pub async fn any_find(tx: &Tx, id: TokenId) -> Result<Option<ApiToken>, DbError> {
    let row = tx
        .query_opt(
            "SELECT token_id, name, scope, seller_id, agent_id, staff_id, created_by, created_at, expires_at, revoked_at \
             FROM api_tokens WHERE token_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Revokes it from `now` on; `false` if it was already.
pub async fn revoke(tx: &Tx, id: TokenId, now: Timestamp) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE api_tokens SET revoked_at = ?2 WHERE token_id = ?1 AND revoked_at IS NULL",
            params![id, now],
        )
        .await?;
    Ok(changed > 0)
}

/// Revokes all tokens that stand for this person; says how many.
pub async fn revoke_of(tx: &Tx, person: &Person, now: Timestamp) -> Result<u64, DbError> {
    match person {
        Person::Buyer(_) => Ok(0),
        Person::Agent { seller, agent } => {
            tx.execute(
                "UPDATE api_tokens SET revoked_at = ?3 WHERE seller_id = ?1 AND agent_id = ?2 AND revoked_at IS NULL",
                params![seller, agent, now],
            )
            .await
        }
        Person::Staff(staff) => {
            tx.execute(
                "UPDATE api_tokens SET revoked_at = ?2 WHERE staff_id = ?1 AND revoked_at IS NULL",
                params![staff, now],
            )
            .await
        }
    }
}

/// Ids of version 7 all come after it.
const FIRST: TokenId = TokenId(uuid::Uuid::nil());

fn scope(row: &Row, column: usize) -> Result<Scope, DbError> {
    let code: String = row.get(column)?;
    Scope::from_code(&code).ok_or_else(|| DbError::decode(column, "an unknown scope"))
}

fn read(row: &Row) -> Result<ApiToken, DbError> {
    let holder = match scope(row, 2)? {
        Scope::Platform => Holder::Platform,
        Scope::Automation => Holder::Automation {
            seller: row.get(3)?,
        },
        Scope::Agent => Holder::Agent {
            seller: row.get(3)?,
            agent: row.get(4)?,
        },
        Scope::Staff => Holder::Staff(row.get(5)?),
    };
    Ok(ApiToken {
        id: row.get(0)?,
        name: row.get(1)?,
        holder,
        created_by: row.get(6)?,
        created_at: row.get(7)?,
        expires_at: row.get(8)?,
        revoked_at: row.get(9)?,
    })
}
