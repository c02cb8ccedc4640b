//! The labelled set: what people have decided about messages, with what was found in them. No table is its own.

use jiff::Timestamp;
use rules::contact::Author;
use rules::contact::evaluation::JudgedMessage;
use rules::conversation::AuthorKind;
use rules::ids::{MessageId, ReviewId, SellerId};
use rules::moderation::{Cause, Decision};

use crate::findings::read_finding;
use crate::{DbError, Row, Tx, params};

/// A decision about a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    pub seller: SellerId,
    pub message: MessageId,
    pub review: ReviewId,
    pub decided_at: Timestamp,
    pub judged: JudgedMessage,
}

/// Decisions of all sellers before one, newest first; a message that was decided about twice is there twice.
pub async fn any_decided(
    tx: &Tx,
    before: Option<(Timestamp, ReviewId)>,
    limit: u32,
) -> Result<Vec<Labelled>, DbError> {
    let rows = tx
        .query(
            "SELECT r.seller_id, r.message_id, r.review_id, r.decided_at, r.language, r.author, r.cause, r.decision, \
             c.text, f.kind, f.also, f.span_start, f.span_end, f.rule, f.rule_version, f.confidence, f.reason, \
             f.measure, f.rule_set, f.place, f.file FROM (SELECT seller_id, conversation_id, message_id, review_id, decided_at, language, author, cause, \
              decision FROM reviews WHERE decided_at IS NOT NULL AND (decided_at, review_id) < (?1, ?2) \
              ORDER BY decided_at DESC, review_id DESC LIMIT ?3) r \
             LEFT JOIN findings f ON f.seller_id = r.seller_id AND f.conversation_id = r.conversation_id \
              AND f.message_id = r.message_id \
             LEFT JOIN contents c ON c.seller_id = r.seller_id AND c.content_id = r.message_id \
             ORDER BY r.decided_at DESC, r.review_id DESC, f.number",
            params![
                before.map_or(i64::MAX, |(at, _)| at.as_microsecond()),
                before.map_or(ReviewId(uuid::Uuid::max()), |(_, id)| id),
                limit
            ],
        )
        .await?;
    let mut all: Vec<Labelled> = Vec::new();
    for row in &rows {
        let review: ReviewId = row.get(2)?;
        if all.last().is_none_or(|last| last.review != review) {
            all.push(read(row, review)?);
        }
        let kind: Option<String> = row.get(9)?;
        if let (Some(_), Some(last)) = (kind, all.last_mut()) {
            last.judged.findings.push(read_finding(row, 9)?);
        }
    }
    Ok(all)
}

fn read(row: &Row, review: ReviewId) -> Result<Labelled, DbError> {
    let (author, cause, decision): (String, String, String) =
        (row.get(5)?, row.get(6)?, row.get(7)?);
    let author = AuthorKind::from_code(&author)
        .ok_or_else(|| DbError::decode(5, "an unknown kind of author"))?;
    let cause = Cause::from_code(&cause).ok_or_else(|| DbError::decode(6, "an unknown cause"))?;
    let decision =
        Decision::from_code(&decision).ok_or_else(|| DbError::decode(7, "an unknown decision"))?;
    Ok(Labelled {
        seller: row.get(0)?,
        message: row.get(1)?,
        review,
        decided_at: row.get(3)?,
        judged: JudgedMessage {
            text: row.get(8)?,
            language: row.get::<Option<String>>(4)?.unwrap_or_default(),
            author: match author {
                AuthorKind::Buyer => Author::Buyer,
                AuthorKind::Agent | AuthorKind::Automation | AuthorKind::Staff => Author::Seller,
            },
            cause: cause.code(),
            violating: decision != Decision::Dismissed,
            findings: Vec::new(),
        },
    })
}
