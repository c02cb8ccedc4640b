//! The sessions of one person: listed, ended together, and when each was last seen.

use jiff::Timestamp;

use crate::sessions::Person;
use crate::{DbError, Row, Tx, params};

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSession {
    pub token_hash: [u8; 32],
    pub created_at: Timestamp,
    /// At most a minute old.
    pub last_seen_at: Option<Timestamp>,
    pub user_agent: String,
    /// Only its beginning.
    pub address: String,
}

/// Those that hold, newest first.
pub async fn of_person(
    tx: &Tx,
    person: &Person,
    now: Timestamp,
) -> Result<Vec<ListedSession>, DbError> {
    let rows = match person {
        Person::Buyer(buyer) => {
            tx.query(
                "SELECT token_hash, created_at, last_seen_at, user_agent, address FROM sessions
                 WHERE buyer_id = ?1 AND expires_at > ?2 ORDER BY created_at DESC, token_hash LIMIT 200",
                params![buyer, now],
            )
            .await?
        }
        Person::Agent { seller, agent } => {
            tx.query(
                "SELECT token_hash, created_at, last_seen_at, user_agent, address FROM sessions
                 WHERE seller_id = ?1 AND agent_id = ?2 AND expires_at > ?3 ORDER BY created_at DESC, token_hash LIMIT 200",
                params![seller, agent, now],
            )
            .await?
        }
        Person::Staff(staff) => {
            tx.query(
                "SELECT token_hash, created_at, last_seen_at, user_agent, address FROM sessions
                 WHERE staff_id = ?1 AND expires_at > ?2 ORDER BY created_at DESC, token_hash LIMIT 200",
                params![staff, now],
            )
            .await?
        }
    };
    rows.iter().map(read).collect()
}

/// Ends one session of this person; `false` where it has no such one.
pub async fn end_one(tx: &Tx, person: &Person, token_hash: &[u8; 32]) -> Result<bool, DbError> {
    let deleted = match person {
        Person::Buyer(_) => 0,
        Person::Agent { seller, agent } => {
            tx.execute(
                "DELETE FROM sessions WHERE seller_id = ?1 AND agent_id = ?2 AND token_hash = ?3",
                params![seller, agent, token_hash],
            )
            .await?
        }
        Person::Staff(staff) => {
            tx.execute(
                "DELETE FROM sessions WHERE staff_id = ?1 AND token_hash = ?2",
                params![staff, token_hash],
            )
            .await?
        }
    };
    Ok(deleted > 0)
}

/// Ends all sessions of this person but one; says how many.
pub async fn end_others(tx: &Tx, person: &Person, keep: Option<&[u8; 32]>) -> Result<u64, DbError> {
    // No hash is empty.
    let keep = keep.map_or(&[][..], |hash| hash.as_slice());
    match person {
        Person::Buyer(_) => Ok(0),
        Person::Agent { seller, agent } => {
            tx.execute(
                "DELETE FROM sessions WHERE seller_id = ?1 AND agent_id = ?2 AND token_hash <> ?3",
                params![seller, agent, keep],
            )
            .await
        }
        Person::Staff(staff) => {
            tx.execute(
                "DELETE FROM sessions WHERE staff_id = ?1 AND token_hash <> ?2",
                params![staff, keep],
            )
            .await
        }
    }
}

/// A person of staff has its second factor: its sessions open everything that it may.
pub async fn lift_restriction(tx: &Tx, person: &Person) -> Result<(), DbError> {
    if let Person::Staff(staff) = person {
        tx.execute(
            "UPDATE sessions SET restricted = 0 WHERE staff_id = ?1",
            params![staff],
        )
        .await?;
    }
    Ok(())
}

/// Saves when a session was last seen; never an earlier instant than it has.
pub async fn any_seen(tx: &Tx, token_hash: &[u8; 32], at: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "UPDATE sessions SET last_seen_at = ?2 WHERE token_hash = ?1 AND (last_seen_at IS NULL OR last_seen_at < ?2)",
        params![token_hash, at],
    )
    .await?;
    Ok(())
}

fn read(row: &Row) -> Result<ListedSession, DbError> {
    Ok(ListedSession {
        token_hash: row.get(0)?,
        created_at: row.get(1)?,
        last_seen_at: row.get(2)?,
        user_agent: row.get(3)?,
        address: row.get(4)?,
    })
}
