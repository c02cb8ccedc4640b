//! What was found in messages when they were sent, and what was done because of it.

use rules::contact::{Finding, Kind, Place, Reason, Span};
use rules::ids::{ConversationId, MessageId, SellerId};
use rules::moderation::{Judged, Measure};

use crate::{DbError, Row, Tx, params};

/// Saves what was found in a new message.
pub async fn insert(
    tx: &Tx,
    seller: &SellerId,
    (conversation, message): (ConversationId, MessageId),
    judged: &[Judged],
) -> Result<(), DbError> {
    for (number, judged) in (1_u32..).zip(judged) {
        let finding = &judged.finding;
        tx.execute(
            "INSERT INTO findings (seller_id, conversation_id, message_id, number, kind, also, span_start, span_end, \
             rule, rule_version, confidence, reason, measure, rule_set, place, file) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                seller,
                conversation,
                message,
                number,
                finding.kind.as_str(),
                also(finding),
                number_of(finding.span.start),
                number_of(finding.span.end),
                finding.rule.as_str(),
                finding.version,
                u32::from(finding.confidence),
                finding.reason.as_str(),
                judged.measure.code(),
                finding.rule_set,
                finding.place.as_str(),
                finding.place.file().map(number_of)
            ],
        )
        .await?;
    }
    Ok(())
}

/// What was found in the messages of a conversation, in the order of each message.
pub async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<(MessageId, Judged)>, DbError> {
    let rows = tx
        .query(
            "SELECT message_id, kind, also, span_start, span_end, rule, rule_version, confidence, reason, measure, \
             rule_set, place, file FROM findings WHERE seller_id = ?1 AND conversation_id = ?2 ORDER BY message_id, number",
            params![seller, conversation],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<(MessageId, Judged), DbError> {
    let (finding, measure) = (read_finding(row, 1)?, row.get::<String>(9)?);
    let measure =
        Measure::from_code(&measure).ok_or_else(|| DbError::decode(9, "an unknown measure"))?;
    Ok((row.get(0)?, Judged { finding, measure }))
}

/// From `kind` to `file`, in the order of [`of_conversation`].
pub(crate) fn read_finding(row: &Row, first: usize) -> Result<Finding, DbError> {
    let (kind, also): (String, String) = (row.get(first)?, row.get(first + 1)?);
    let reason: String = row.get(first + 7)?;
    let known = |code: &str, column| {
        Kind::parse(code).ok_or_else(|| DbError::decode(column, "an unknown kind"))
    };
    Ok(Finding {
        kind: known(&kind, first)?,
        also: also
            .split_whitespace()
            .map(|code| known(code, first + 1))
            .collect::<Result<_, _>>()?,
        place: in_place(row, first + 10)?,
        span: Span {
            start: place(row, first + 2)?,
            end: place(row, first + 3)?,
        },
        rule: row.get(first + 4)?,
        version: row.get(first + 5)?,
        rule_set: row.get(first + 9)?,
        confidence: u8::try_from(row.get::<u32>(first + 6)?)
            .map_err(|_| DbError::decode(first + 6, "a confidence is at most 100"))?,
        reason: Reason::parse(&reason)
            .ok_or_else(|| DbError::decode(first + 7, "an unknown reason"))?,
    })
}

fn in_place(row: &Row, column: usize) -> Result<Place, DbError> {
    let file = row.get::<Option<u32>>(column + 1)?.map(usize::try_from);
    let file = file.transpose().ok().flatten();
    let place: String = row.get(column)?;
    Place::parse(&place, file).ok_or_else(|| DbError::decode(column, "an unknown place"))
}

fn also(finding: &Finding) -> String {
    let codes: Vec<&str> = finding.also.iter().map(|kind| kind.as_str()).collect();
    codes.join(" ")
}

fn place(row: &Row, column: usize) -> Result<usize, DbError> {
    usize::try_from(row.get::<u32>(column)?)
        .map_err(|_| DbError::decode(column, "a span is within a message"))
}

fn number_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
