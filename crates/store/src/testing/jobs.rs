//! What tests of jobs need to see of them, and a way to make one fail.

use jiff::Timestamp;

use crate::{DbError, Tx, params};

/// A job as it lies in its table.
#[derive(Debug, Clone)]
pub struct QueuedJob {
    pub kind: String,
    pub state: String,
    pub run_at: Timestamp,
    pub attempts: u32,
    pub last_error: Option<String>,
}

/// All jobs, those that were given up too.
pub async fn queued_jobs(tx: &Tx) -> Result<Vec<QueuedJob>, DbError> {
    let rows = tx
        .query(
            "SELECT kind, state, run_at, attempts, last_error FROM jobs ORDER BY job_id",
            params![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(QueuedJob {
                kind: row.get(0)?,
                state: row.get(1)?,
                run_at: row.get(2)?,
                attempts: row.get(3)?,
                last_error: row.get(4)?,
            })
        })
        .collect()
}

/// Makes all deadlines unreadable, and with them whatever loads one.
pub async fn spoil_derivations(tx: &Tx) -> Result<(), DbError> {
    tx.execute("UPDATE deadlines SET derivation = 'spoilt'", params![])
        .await?;
    Ok(())
}
