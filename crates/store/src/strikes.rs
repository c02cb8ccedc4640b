//! Violations of sellers that a person has confirmed, and what sellers say against them; the texts lie in `contents`.

use rules::ids::{ReviewId, SellerId, StrikeId};
use rules::moderation::{Contest, ContestDecided, ContestOutcome, Ground, Strike};

use crate::{DbError, Row, Tx, params};

/// Strikes of one seller that an answer shows at most, the latest.
pub const OF_SELLER_MAX: u32 = 200;

/// Saves a new strike.
pub async fn insert(tx: &Tx, strike: &Strike) -> Result<(), DbError> {
    let s = strike;
    tx.execute(
        "INSERT INTO strikes (seller_id, strike_id, review_id, conversation_id, message_id, ground, given_at, given_by, \
         expires_at, contest_until, evidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            s.seller,
            s.id,
            s.review,
            s.conversation,
            s.message,
            s.ground.code(),
            s.given_at,
            s.given_by,
            s.expires_at,
            s.contest_until,
            s.evidence
        ],
    )
    .await?;
    Ok(())
}

/// Saves what the seller says against it; stale where it has said so already.
pub async fn save_contest(tx: &Tx, strike: &Strike, contest: &Contest) -> Result<(), DbError> {
    let saved = tx
        .execute(
            "UPDATE strikes SET contested_at = ?3, contested_by = ?4, contest = ?5 \
             WHERE seller_id = ?1 AND strike_id = ?2 AND contested_at IS NULL",
            params![
                strike.seller,
                strike.id,
                contest.at,
                contest.by,
                contest.text
            ],
        )
        .await?;
    once(saved)
}

/// Saves what was decided about it; stale where that has been decided already.
pub async fn save_decision(
    tx: &Tx,
    strike: &Strike,
    decided: &ContestDecided,
) -> Result<(), DbError> {
    let saved = tx
        .execute(
            "UPDATE strikes SET decided_at = ?3, decided_by = ?4, outcome = ?5, because = ?6 \
             WHERE seller_id = ?1 AND strike_id = ?2 AND contested_at IS NOT NULL AND decided_at IS NULL",
            params![
                strike.seller,
                strike.id,
                decided.at,
                decided.by,
                decided.outcome.code(),
                decided.because
            ],
        )
        .await?;
    once(saved)
}

/// The strike with this id, if it is this seller's.
pub async fn find(tx: &Tx, seller: &SellerId, id: StrikeId) -> Result<Option<Strike>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, strike_id, review_id, conversation_id, message_id, ground, given_at, given_by, expires_at, \
             contest_until, evidence, contested_at, contested_by, contest, decided_at, decided_by, outcome, because \
             FROM strikes WHERE seller_id = ?1 AND strike_id = ?2",
            params![seller, id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The strike with this id, whosever it is; for staff.
pub async fn any_find(tx: &Tx, id: StrikeId) -> Result<Option<Strike>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, strike_id, review_id, conversation_id, message_id, ground, given_at, given_by, expires_at, \
             contest_until, evidence, contested_at, contested_by, contest, decided_at, decided_by, outcome, because \
             FROM strikes WHERE strike_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The strike that a review has given.
pub async fn of_review(
    tx: &Tx,
    seller: &SellerId,
    review: ReviewId,
) -> Result<Option<Strike>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id, strike_id, review_id, conversation_id, message_id, ground, given_at, given_by, expires_at, \
             contest_until, evidence, contested_at, contested_by, contest, decided_at, decided_by, outcome, because \
             FROM strikes WHERE seller_id = ?1 AND review_id = ?2",
            params![seller, review],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The latest strikes of a seller, the newest first.
pub async fn of_seller(tx: &Tx, seller: &SellerId) -> Result<Vec<Strike>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, strike_id, review_id, conversation_id, message_id, ground, given_at, given_by, expires_at, \
             contest_until, evidence, contested_at, contested_by, contest, decided_at, decided_by, outcome, because \
             FROM strikes WHERE seller_id = ?1 ORDER BY given_at DESC, strike_id DESC LIMIT ?2",
            params![seller, OF_SELLER_MAX],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Strikes of all sellers whose contest waits for a decision, the one that has waited longest first.
pub async fn any_contested(tx: &Tx, limit: u32) -> Result<Vec<Strike>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, strike_id, review_id, conversation_id, message_id, ground, given_at, given_by, expires_at, \
             contest_until, evidence, contested_at, contested_by, contest, decided_at, decided_by, outcome, because \
             FROM strikes WHERE contested_at IS NOT NULL AND decided_at IS NULL ORDER BY contested_at, strike_id LIMIT ?1",
            params![limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn once(saved: u64) -> Result<(), DbError> {
    match saved {
        0 => Err(DbError::Stale),
        _ => Ok(()),
    }
}

fn read(row: &Row) -> Result<Strike, DbError> {
    let ground: String = row.get(5)?;
    Ok(Strike {
        seller: row.get(0)?,
        id: row.get(1)?,
        review: row.get(2)?,
        conversation: row.get(3)?,
        message: row.get(4)?,
        ground: Ground::from_code(&ground)
            .ok_or_else(|| DbError::decode(5, "an unknown ground"))?,
        given_at: row.get(6)?,
        given_by: row.get(7)?,
        expires_at: row.get(8)?,
        contest_until: row.get(9)?,
        evidence: row.get(10)?,
        contest: read_contest(row)?,
    })
}

fn read_contest(row: &Row) -> Result<Option<Contest>, DbError> {
    let (Some(at), Some(by), Some(text)) = (row.get(11)?, row.get(12)?, row.get(13)?) else {
        return Ok(None);
    };
    let decided = (row.get(14)?, row.get(15)?, row.get(16)?, row.get(17)?);
    let decided: (_, _, Option<String>, _) = decided;
    let decided = match decided {
        (Some(at), Some(by), Some(outcome), Some(because)) => Some(ContestDecided {
            at,
            by,
            outcome: ContestOutcome::from_code(&outcome)
                .ok_or_else(|| DbError::decode(16, "an unknown outcome"))?,
            because,
        }),
        _ => None,
    };
    Ok(Some(Contest {
        at,
        by,
        text,
        decided,
    }))
}
