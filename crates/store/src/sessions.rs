//! Sessions of people who have signed in, found by the hash of their cookie.

use jiff::Timestamp;
use rules::access::{Roles, Viewer};
use rules::ids::{AgentId, BuyerId, SellerId, StaffId};

use crate::agents::read_agent_role;
use crate::{DbError, Row, Tx, params};

/// Whose session it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    Buyer(BuyerId),
    Agent { seller: SellerId, agent: AgentId },
    Staff(StaffId),
}

/// A session that begins.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// SHA-256 of the cookie.
    pub token_hash: [u8; 32],
    pub person: Person,
    /// What a buyer is called who is not known yet.
    pub name: String,
    pub language: String,
    pub csrf: [u8; 32],
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// Shortened.
    pub user_agent: String,
    /// Only its beginning.
    pub address: String,
    /// The person has to set up a second factor before anything else.
    pub restricted: bool,
}

/// A session that holds, with its person as of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub viewer: Viewer,
    pub name: String,
    /// What an agent's seller is called; empty for others.
    pub seller_name: String,
    pub language: String,
    pub csrf: [u8; 32],
    /// When it was last seen, as far as that has been saved.
    pub last_seen_at: Option<Timestamp>,
    /// The person has to set up a second factor before anything else.
    pub restricted: bool,
}

pub async fn insert(tx: &Tx, session: &NewSession) -> Result<(), DbError> {
    let (kind, buyer, seller, agent, staff) = match &session.person {
        Person::Buyer(buyer) => ("buyer", Some(buyer), None, None, None),
        Person::Agent { seller, agent } => ("agent", None, Some(seller), Some(agent), None),
        Person::Staff(staff) => ("staff", None, None, None, Some(staff)),
    };
    tx.execute(
        "INSERT INTO sessions (token_hash, kind, buyer_id, seller_id, agent_id, staff_id, name, language, csrf, created_at, expires_at, last_seen_at, user_agent, address, restricted) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?10, ?12, ?13, ?14)",
        params![
            session.token_hash,
            kind,
            buyer,
            seller,
            agent,
            staff,
            session.name,
            session.language,
            session.csrf,
            session.created_at,
            session.expires_at,
            session.user_agent,
            session.address,
            session.restricted
        ],
    )
    .await?;
    Ok(())
}

/// The session of a cookie, unless it has expired or its agent or person of staff is gone or not active any more.
pub async fn find(
    tx: &Tx,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Session>, DbError> {
    let row = tx
        .query_opt(
            "SELECT s.kind, s.buyer_id, s.seller_id, s.agent_id, s.staff_id, s.name, s.language, s.csrf, \
                    b.name, a.name, t.name, t.roles, c.name, a.role, s.last_seen_at, s.restricted \
             FROM sessions s \
             LEFT JOIN buyers b ON b.buyer_id = s.buyer_id \
             LEFT JOIN agents a ON a.seller_id = s.seller_id AND a.agent_id = s.agent_id AND a.active = 1 \
             LEFT JOIN sellers c ON c.seller_id = s.seller_id \
             LEFT JOIN staff t ON t.staff_id = s.staff_id AND t.active = 1 \
             WHERE s.token_hash = ?1 AND s.expires_at > ?2",
            params![token_hash, now],
        )
        .await?;
    row.as_ref().map_or(Ok(None), read)
}

/// The language of a person who is known and, for agents and staff, active.
pub async fn any_language_of(tx: &Tx, person: &Person) -> Result<Option<String>, DbError> {
    let row = match person {
        Person::Buyer(buyer) => {
            tx.query_opt(
                "SELECT language FROM buyers WHERE buyer_id = ?1",
                params![buyer],
            )
            .await?
        }
        Person::Agent { seller, agent } => {
            tx.query_opt(
                "SELECT language FROM agents WHERE seller_id = ?1 AND agent_id = ?2 AND active = 1",
                params![seller, agent],
            )
            .await?
        }
        Person::Staff(staff) => {
            tx.query_opt(
                "SELECT language FROM staff WHERE staff_id = ?1 AND active = 1",
                params![staff],
            )
            .await?
        }
    };
    row.map(|row| row.get(0)).transpose()
}

/// Says whether the session was there.
pub async fn set_language(tx: &Tx, token_hash: &[u8; 32], language: &str) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE sessions SET language = ?2 WHERE token_hash = ?1",
            params![token_hash, language],
        )
        .await?;
    Ok(changed > 0)
}

/// Ends the session; says whether it was there.
pub async fn delete(tx: &Tx, token_hash: &[u8; 32]) -> Result<bool, DbError> {
    let deleted = tx
        .execute(
            "DELETE FROM sessions WHERE token_hash = ?1",
            params![token_hash],
        )
        .await?;
    Ok(deleted > 0)
}

pub async fn delete_expired(tx: &Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.execute("DELETE FROM sessions WHERE expires_at <= ?1", params![now])
        .await
}

fn read(row: &Row) -> Result<Option<Session>, DbError> {
    let kind: String = row.get(0)?;
    let own_name: String = row.get(5)?;
    let (viewer, name) = match kind.as_str() {
        "buyer" => {
            let known: Option<String> = row.get(8)?;
            (Viewer::Buyer(row.get(1)?), known.unwrap_or(own_name))
        }
        "agent" => {
            let Some(name) = row.get::<Option<String>>(9)? else {
                return Ok(None);
            };
            (
                Viewer::Agent {
                    seller: row.get(2)?,
                    agent: row.get(3)?,
                    role: read_agent_role(row, 13)?,
                },
                name,
            )
        }
        "staff" => {
            let (Some(name), Some(roles)) = (
                row.get::<Option<String>>(10)?,
                row.get::<Option<String>>(11)?,
            ) else {
                return Ok(None);
            };
            let roles = Roles::from_codes(&roles).map_err(|code| DbError::decode(11, code))?;
            (
                Viewer::Staff {
                    staff: row.get(4)?,
                    roles,
                },
                name,
            )
        }
        _ => return Err(DbError::decode(0, "an unknown kind of person")),
    };
    Ok(Some(Session {
        viewer,
        name,
        seller_name: row.get::<Option<String>>(12)?.unwrap_or_default(),
        language: row.get(6)?,
        csrf: row.get(7)?,
        last_seen_at: row.get(14)?,
        restricted: row.get(15)?,
    }))
}
