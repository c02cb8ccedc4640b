//! Work for later: enqueued in the transaction that makes it necessary, claimed by one node at a time.

use jiff::Timestamp;
use rules::ids::JobId;

use crate::{DbError, Row, Tx, dialect, params};

/// A claimed piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    /// JSON.
    pub body: String,
    /// How often it has been claimed, this time included.
    pub attempts: u32,
}

/// How much work there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backlog {
    /// To be done now or later; what is being done is among it.
    pub ready: u32,
    /// When the first of them was or will be due.
    pub first_due_at: Option<Timestamp>,
    /// Left for a person to look at.
    pub given_up: u32,
}

/// Adds a piece of work that is ready at `run_at`.
pub async fn enqueue(
    tx: &Tx,
    id: JobId,
    kind: &str,
    body: &str,
    run_at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO jobs (job_id, kind, body, state, run_at, attempts, created_at) VALUES (?1, ?2, ?3, 'ready', ?4, 0, ?4)",
        params![id, kind, body, run_at],
    )
    .await?;
    Ok(())
}

/// Claims up to `limit` jobs that are ready at `now`; they are nobody else's until `leased_until`.
/// A job whose lease has passed is ready again.
pub async fn any_claim(
    tx: &Tx,
    now: Timestamp,
    leased_until: Timestamp,
    limit: u32,
) -> Result<Vec<Job>, DbError> {
    let sql = dialect::claim_jobs(tx);
    let rows = tx.query(sql, params![now, leased_until, limit]).await?;
    rows.iter().map(read).collect()
}

/// The work is done: the row goes.
pub async fn finish(tx: &Tx, id: JobId) -> Result<(), DbError> {
    tx.execute("DELETE FROM jobs WHERE job_id = ?1", params![id])
        .await?;
    Ok(())
}

/// The work is to be tried again at `run_at`.
pub async fn retry(tx: &Tx, id: JobId, run_at: Timestamp, error: &str) -> Result<(), DbError> {
    tx.execute(
        "UPDATE jobs SET run_at = ?2, last_error = ?3 WHERE job_id = ?1",
        params![id, run_at, error],
    )
    .await?;
    Ok(())
}

/// The work cannot be done; the row stays for a person to look at.
pub async fn give_up(tx: &Tx, id: JobId, error: &str) -> Result<(), DbError> {
    tx.execute(
        "UPDATE jobs SET state = 'given_up', last_error = ?2 WHERE job_id = ?1",
        params![id, error],
    )
    .await?;
    Ok(())
}

/// Counts what there is. Work that is done leaves no row, so that the table is as long as what is to be told.
pub async fn any_backlog(tx: &Tx) -> Result<Backlog, DbError> {
    let rows = tx
        .query(
            "SELECT state, COUNT(*), MIN(run_at) FROM jobs GROUP BY state",
            params![],
        )
        .await?;
    let mut backlog = Backlog::default();
    for row in &rows {
        match row.get::<String>(0)?.as_str() {
            "ready" => (backlog.ready, backlog.first_due_at) = (row.get(1)?, row.get(2)?),
            "given_up" => backlog.given_up = row.get(1)?,
            _ => {}
        }
    }
    Ok(backlog)
}

fn read(row: &Row) -> Result<Job, DbError> {
    Ok(Job {
        id: row.get(0)?,
        kind: row.get(1)?,
        body: row.get(2)?,
        attempts: row.get(3)?,
    })
}
