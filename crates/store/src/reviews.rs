//! What persons of the marketplace have to look at, and what they decided. Shows no text.

use jiff::Timestamp;
use rules::conversation::AuthorKind;
use rules::deadline::CompactDerivation;
use rules::ids::{ConversationId, MessageId, ReviewId, SellerId, StaffId};
use rules::moderation::{Cause, Claim, Decided, Decision, Ground, Review};

use crate::{DbError, Row, Tx, params};

/// A review in a list, with names as far as the marketplace has said them.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub review: Review,
    pub seller_name: Option<String>,
    /// What the conversation is about.
    pub title: String,
}

/// What waits for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub open: u32,
    /// Of these, how many should have been decided.
    pub overdue: u32,
}

/// The columns of a review as [`read`] takes them, and what follows.
macro_rules! reviews {
    ($rest:literal) => {
        concat!(
            // The first word stands apart, so that the test of literals does not take a part for a statement.
            "SELECT",
            " r.seller_id, r.review_id, r.conversation_id, r.message_id, r.cause, r.opened_at, r.due_at, \
             r.derivation, r.author, r.language, r.stated, r.disputed_by_kind, r.disputed_by_id, r.claimed_by, \
             r.claimed_until, r.decided_at, r.decided_by, r.decision, r.code, r.note",
            $rest
        )
    };
}

/// Opens a review.
pub async fn insert(tx: &Tx, review: &Review) -> Result<(), DbError> {
    let disputed_by = review.disputed_by.as_ref();
    let derivation = serde_json::to_string(&CompactDerivation::from(&review.derivation))
        .map_err(|error| DbError::decode(7, error.to_string()))?;
    tx.execute(
        "INSERT INTO reviews (seller_id, review_id, conversation_id, message_id, cause, opened_at, due_at, derivation, \
         author, language, stated, disputed_by_kind, disputed_by_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            review.seller,
            review.id,
            review.conversation,
            review.message,
            review.cause.code(),
            review.opened_at,
            review.due_at,
            derivation,
            review.author.code(),
            review.language,
            review.stated,
            disputed_by.map(|(kind, _)| kind.as_str()),
            disputed_by.map(|(_, id)| id.as_str())
        ],
    )
    .await?;
    Ok(())
}

/// A review of any seller.
pub async fn any_find(tx: &Tx, review: ReviewId) -> Result<Option<Review>, DbError> {
    let row = tx
        .query_opt(
            reviews!(" FROM reviews r WHERE r.review_id = ?1"),
            params![review],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// All reviews of a message, the oldest first.
pub async fn of_message(
    tx: &Tx,
    seller: &SellerId,
    message: MessageId,
) -> Result<Vec<Review>, DbError> {
    let rows = tx
        .query(
            reviews!(
                " FROM reviews r WHERE r.seller_id = ?1 AND r.message_id = ?2 ORDER BY r.review_id"
            ),
            params![seller, message],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// All reviews of a conversation's messages, the oldest first.
pub async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<Review>, DbError> {
    let rows = tx
        .query(
            reviews!(
                " FROM reviews r WHERE r.seller_id = ?1 AND r.conversation_id = ?2 ORDER BY r.review_id"
            ),
            params![seller, conversation],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Saves what a message's own side says of it; stale where it has said so already, or it has been decided.
pub async fn state(tx: &Tx, review: &Review) -> Result<(), DbError> {
    let disputed_by = review.disputed_by.as_ref();
    let stated = tx
        .execute(
            "UPDATE reviews SET stated = ?3, disputed_by_kind = ?4, disputed_by_id = ?5 \
             WHERE seller_id = ?1 AND review_id = ?2 AND stated IS NULL AND decided_at IS NULL",
            params![
                review.seller,
                review.id,
                review.stated,
                disputed_by.map(|(kind, _)| kind.as_str()),
                disputed_by.map(|(_, id)| id.as_str())
            ],
        )
        .await?;
    match stated {
        0 => Err(DbError::Stale),
        _ => Ok(()),
    }
}

/// Undecided reviews of the whole marketplace, the oldest promise first, behind one or from the beginning.
pub async fn any_open(
    tx: &Tx,
    after: Option<(Timestamp, ReviewId)>,
    limit: u32,
) -> Result<Vec<Listed>, DbError> {
    let (due_at, review) = after.unwrap_or((Timestamp::MIN, ReviewId(uuid::Uuid::nil())));
    let rows = tx
        .query(
            reviews!(
                ", s.name, c.title FROM reviews r \
             JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
             LEFT JOIN sellers s ON s.seller_id = r.seller_id \
             WHERE r.decided_at IS NULL AND (r.due_at, r.review_id) > (?1, ?2) \
             ORDER BY r.due_at, r.review_id LIMIT ?3"
            ),
            params![due_at, review, limit],
        )
        .await?;
    rows.iter().map(read_listed).collect()
}

/// The undecided review with the oldest promise that nobody else has before it.
pub async fn any_next(
    tx: &Tx,
    staff: StaffId,
    now: Timestamp,
) -> Result<Option<ReviewId>, DbError> {
    let row = tx
        .query_opt(
            "SELECT review_id FROM reviews WHERE decided_at IS NULL \
             AND (claimed_until IS NULL OR claimed_until <= ?2 OR claimed_by = ?1) \
             ORDER BY due_at, review_id LIMIT 1",
            params![staff, now],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// How much waits in the whole marketplace.
pub async fn any_waiting(tx: &Tx, now: Timestamp) -> Result<Waiting, DbError> {
    let row = tx
        .query_one(
            "SELECT COUNT(*), COUNT(CASE WHEN due_at < ?1 THEN 1 END) FROM reviews WHERE decided_at IS NULL",
            params![now],
        )
        .await?;
    Ok(Waiting {
        open: row.get(0)?,
        overdue: row.get(1)?,
    })
}

/// What was decided about a seller's messages, the newest decision first.
pub async fn decided_of_seller(
    tx: &Tx,
    seller: &SellerId,
    limit: u32,
) -> Result<Vec<Review>, DbError> {
    let rows = tx
        .query(
            reviews!(
                " FROM reviews r \
             WHERE r.seller_id = ?1 AND r.decided_at IS NOT NULL ORDER BY r.decided_at DESC, r.review_id DESC LIMIT ?2"
            ),
            params![seller, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Saves who is at it, unless somebody else is or it has been decided; says whether it was saved.
pub async fn claim(tx: &Tx, review: &Review, now: Timestamp) -> Result<bool, DbError> {
    let claim = review.claim;
    let claimed = tx
        .execute(
            "UPDATE reviews SET claimed_by = ?3, claimed_until = ?4 WHERE seller_id = ?1 AND review_id = ?2 \
             AND decided_at IS NULL AND (claimed_until IS NULL OR claimed_until <= ?6 OR claimed_by = ?5)",
            params![
                review.seller,
                review.id,
                claim.map(|claim| claim.by),
                claim.map(|claim| claim.until),
                claim.map(|claim| claim.by),
                now
            ],
        )
        .await?;
    Ok(claimed == 1)
}

/// Saves that somebody is no longer at it.
pub async fn give_back(tx: &Tx, review: &Review, staff: StaffId) -> Result<(), DbError> {
    tx.execute(
        "UPDATE reviews SET claimed_by = NULL, claimed_until = NULL \
         WHERE seller_id = ?1 AND review_id = ?2 AND claimed_by = ?3 AND decided_at IS NULL",
        params![review.seller, review.id, staff],
    )
    .await?;
    Ok(())
}

/// Saves the decision, unless there is one or somebody else is at it; says whether it was saved.
pub async fn decide(tx: &Tx, review: &Review, decided: &Decided) -> Result<bool, DbError> {
    let saved = tx
        .execute(
            "UPDATE reviews SET decided_at = ?3, decided_by = ?4, decision = ?5, code = ?6, note = ?7, \
             claimed_by = NULL, claimed_until = NULL WHERE seller_id = ?1 AND review_id = ?2 \
             AND decided_at IS NULL AND (claimed_until IS NULL OR claimed_until <= ?3 OR claimed_by = ?4)",
            params![
                review.seller,
                review.id,
                decided.at,
                decided.by,
                decided.decision.code(),
                decided.ground.code(),
                decided.note
            ],
        )
        .await?;
    Ok(saved == 1)
}

/// Takes away an undecided review of a message that nobody has to look at any more.
pub async fn withdraw(tx: &Tx, seller: &SellerId, message: MessageId) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM reviews WHERE seller_id = ?1 AND message_id = ?2 AND decided_at IS NULL",
        params![seller, message],
    )
    .await?;
    Ok(())
}

fn read_listed(row: &Row) -> Result<Listed, DbError> {
    Ok(Listed {
        review: read(row)?,
        seller_name: row.get(20)?,
        title: row.get(21)?,
    })
}

fn read(row: &Row) -> Result<Review, DbError> {
    let (cause, author): (String, String) = (row.get(4)?, row.get(8)?);
    let derivation: String = row.get(7)?;
    let derivation: CompactDerivation =
        serde_json::from_str(&derivation).map_err(|error| DbError::decode(7, error.to_string()))?;
    let disputed_by: (Option<String>, Option<String>) = (row.get(11)?, row.get(12)?);
    let claim: (Option<StaffId>, Option<Timestamp>) = (row.get(13)?, row.get(14)?);
    Ok(Review {
        seller: row.get(0)?,
        id: row.get(1)?,
        conversation: row.get(2)?,
        message: row.get(3)?,
        cause: Cause::from_code(&cause).ok_or_else(|| DbError::decode(4, "an unknown cause"))?,
        opened_at: row.get(5)?,
        due_at: row.get(6)?,
        derivation: derivation
            .try_into()
            .map_err(|error: jiff::Error| DbError::decode(7, error.to_string()))?,
        author: AuthorKind::from_code(&author)
            .ok_or_else(|| DbError::decode(8, "an unknown kind of author"))?,
        language: row.get(9)?,
        stated: row.get(10)?,
        disputed_by: disputed_by.0.zip(disputed_by.1),
        claim: claim.0.zip(claim.1).map(|(by, until)| Claim { by, until }),
        decided: read_decided(row)?,
    })
}

fn read_decided(row: &Row) -> Result<Option<Decided>, DbError> {
    let Some(at) = row.get(15)? else {
        return Ok(None);
    };
    let (decision, ground): (String, String) = (row.get(17)?, row.get(18)?);
    Ok(Some(Decided {
        at,
        by: row.get(16)?,
        decision: Decision::from_code(&decision)
            .ok_or_else(|| DbError::decode(17, "an unknown decision"))?,
        ground: Ground::from_code(&ground)
            .ok_or_else(|| DbError::decode(18, "an unknown ground"))?,
        note: row.get(19)?,
    }))
}
