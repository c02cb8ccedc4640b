//! The few statements that exist twice, each with a sentence why.

use crate::{Backend, Tx};

/// The statement of the running database.
pub(crate) fn pick(tx: &Tx, sqlite: &'static str, postgres: &'static str) -> &'static str {
    match tx.backend() {
        Backend::Sqlite => sqlite,
        Backend::Postgres => postgres,
    }
}

/// Claiming jobs: PostgreSQL steps over rows that other nodes are claiming, SQLite has only one writer.
/// Parameters: now, leased until, limit.
pub(crate) fn claim_jobs(tx: &Tx) -> &'static str {
    pick(
        tx,
        "UPDATE jobs SET run_at = ?2, attempts = attempts + 1 WHERE job_id IN \
         (SELECT job_id FROM jobs WHERE state = 'ready' AND run_at <= ?1 ORDER BY run_at, job_id LIMIT ?3) \
         RETURNING job_id, kind, body, attempts",
        "UPDATE jobs SET run_at = ?2, attempts = attempts + 1 WHERE job_id IN \
         (SELECT job_id FROM jobs WHERE state = 'ready' AND run_at <= ?1 ORDER BY run_at, job_id LIMIT ?3 \
         FOR UPDATE SKIP LOCKED) RETURNING job_id, kind, body, attempts",
    )
}
