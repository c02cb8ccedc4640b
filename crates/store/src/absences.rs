//! Planned absences of sellers and their agents.

use jiff::Timestamp;
use rules::absence::{self, Absence, AbsenceState, Days};
use rules::deadline::Stop;
use rules::ids::{AbsenceId, SellerId};

use crate::{DbError, Row, Tx, params};

/// Absences of one seller that an answer shows at most, the latest.
pub const OF_SELLER_MAX: u32 = 200;

/// Saves a new absence.
pub async fn insert(tx: &Tx, absence: &Absence) -> Result<(), DbError> {
    let a = absence;
    tx.execute(
        "INSERT INTO absences (seller_id, absence_id, agent_id, first_day, last_day, starts_at, ends_at, working_days, \
         deputy, reason, state, announced_at, announced_by, decided_at, decided_by, refused_because, version) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        params![
            a.seller,
            a.id,
            a.agent,
            a.days.first.to_string(),
            a.days.last.to_string(),
            a.starts_at,
            a.ends_at,
            a.working_days,
            a.deputy,
            a.reason,
            a.state.code(),
            a.announced_at,
            a.announced_by,
            a.decided_at,
            a.decided_by,
            a.refused_because,
            a.version
        ],
    )
    .await?;
    Ok(())
}

/// Saves a changed absence on the version it was loaded with, and counts the version on.
pub async fn save(tx: &Tx, absence: &Absence) -> Result<(), DbError> {
    let a = absence;
    let saved = tx
        .execute(
            "UPDATE absences SET agent_id = ?3, first_day = ?4, last_day = ?5, starts_at = ?6, ends_at = ?7, \
             working_days = ?8, deputy = ?9, reason = ?10, state = ?11, decided_at = ?12, decided_by = ?13, \
             refused_because = ?14, version = ?15 + 1 WHERE seller_id = ?1 AND absence_id = ?2 AND version = ?15",
            params![
                a.seller,
                a.id,
                a.agent,
                a.days.first.to_string(),
                a.days.last.to_string(),
                a.starts_at,
                a.ends_at,
                a.working_days,
                a.deputy,
                a.reason,
                a.state.code(),
                a.decided_at,
                a.decided_by,
                a.refused_because,
                a.version
            ],
        )
        .await?;
    if saved == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

/// The absence with this id, if it is this seller's.
pub async fn find(tx: &Tx, seller: &SellerId, id: AbsenceId) -> Result<Option<Absence>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, absence_id, agent_id, first_day, last_day, starts_at, ends_at, working_days, deputy, \
             reason, state, announced_at, announced_by, decided_at, decided_by, refused_because, version \
             FROM absences WHERE seller_id = ?1 AND absence_id = ?2",
            params![seller, id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The absence with this id, whosever it is; for staff.
pub async fn any_find(tx: &Tx, id: AbsenceId) -> Result<Option<Absence>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, absence_id, agent_id, first_day, last_day, starts_at, ends_at, working_days, deputy, \
             reason, state, announced_at, announced_by, decided_at, decided_by, refused_because, version \
             FROM absences WHERE absence_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The latest absences of a seller and its agents, those that end last first.
pub async fn of_seller(tx: &Tx, seller: &SellerId) -> Result<Vec<Absence>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, absence_id, agent_id, first_day, last_day, starts_at, ends_at, working_days, deputy, \
             reason, state, announced_at, announced_by, decided_at, decided_by, refused_because, version \
             FROM absences WHERE seller_id = ?1 ORDER BY ends_at DESC, absence_id DESC LIMIT ?2",
            params![seller, OF_SELLER_MAX],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The absences of a seller and its agents that are not over at this instant, those that end first first.
pub async fn ending_after(
    tx: &Tx,
    seller: &SellerId,
    at: Timestamp,
) -> Result<Vec<Absence>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, absence_id, agent_id, first_day, last_day, starts_at, ends_at, working_days, deputy, \
             reason, state, announced_at, announced_by, decided_at, decided_by, refused_because, version \
             FROM absences WHERE seller_id = ?1 AND ends_at > ?2 ORDER BY ends_at, absence_id LIMIT ?3",
            params![seller, at, OF_SELLER_MAX],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Absences of all sellers in this state: those that begin first first, from an instant on.
pub async fn any_in_state(
    tx: &Tx,
    state: AbsenceState,
    starting_from: Timestamp,
    limit: u32,
) -> Result<Vec<Absence>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, absence_id, agent_id, first_day, last_day, starts_at, ends_at, working_days, deputy, \
             reason, state, announced_at, announced_by, decided_at, decided_by, refused_because, version \
             FROM absences WHERE state = ?1 AND starts_at >= ?2 ORDER BY starts_at, seller_id, absence_id LIMIT ?3",
            params![state.code(), starting_from, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The stops that a seller's approved absences make of its clocks: see [`rules::absence::stops`].
pub async fn stops(tx: &Tx, seller: &SellerId) -> Result<Vec<Stop>, DbError> {
    Ok(absence::stops(&of_seller(tx, seller).await?))
}

fn read(row: &Row) -> Result<Absence, DbError> {
    let state: String = row.get(10)?;
    let day = |column: usize| {
        let text: String = row.get(column)?;
        text.parse()
            .map_err(|error: jiff::Error| DbError::decode(column, error.to_string()))
    };
    Ok(Absence {
        seller: row.get(0)?,
        id: row.get(1)?,
        agent: row.get(2)?,
        days: Days {
            first: day(3)?,
            last: day(4)?,
        },
        starts_at: row.get(5)?,
        ends_at: row.get(6)?,
        working_days: row.get(7)?,
        deputy: row.get(8)?,
        reason: row.get(9)?,
        state: AbsenceState::from_code(&state)
            .ok_or_else(|| DbError::decode(10, "an unknown state"))?,
        announced_at: row.get(11)?,
        announced_by: row.get(12)?,
        decided_at: row.get(13)?,
        decided_by: row.get(14)?,
        refused_because: row.get(15)?,
        version: row.get(16)?,
    })
}
