//! Reply deadlines with their derivations.

use jiff::{SignedDuration, Timestamp};
use rules::conversation::{Alarm, DeadlineState, ReplyDeadline};
use rules::deadline::{CompactDerivation, Derivation};
use rules::ids::{BuyerId, ConversationId, DeadlineId, SellerId};
use serde::Deserialize;

use crate::insert::Insert;
use crate::{DbError, Row, Tx, params};

static INSERT: Insert = Insert::new(
    "INSERT INTO deadlines (seller_id, deadline_id, conversation_id, message_id, state, received_at, budget_us, \
     due_at, next_alarm_at, alarm, calendar_id, calendar_version, derivation, stops, settled_at, on_time, \
     waived_because, objected_at, version) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
);

/// Saves a new deadline of a conversation.
pub async fn insert(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    deadline: &ReplyDeadline,
) -> Result<(), DbError> {
    insert_all(tx, seller, conversation, [deadline]).await
}

/// Saves new deadlines of one conversation.
pub async fn insert_all<'a>(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    deadlines: impl IntoIterator<Item = &'a ReplyDeadline>,
) -> Result<(), DbError> {
    let row = |d: &ReplyDeadline| {
        Ok::<_, DbError>(params![
            seller,
            d.id,
            conversation,
            d.message,
            d.state.code(),
            d.received_at,
            budget_us(d)?,
            d.due_at,
            d.next_alarm_at,
            d.alarm.code(),
            d.derivation.calendar,
            d.derivation.calendar_version,
            json(&CompactDerivation::from(&d.derivation))?,
            json(&d.stops)?,
            d.settled_at,
            d.on_time,
            d.waived_because,
            d.objected_at,
            d.version
        ])
    };
    let rows: Vec<_> = deadlines.into_iter().map(row).collect::<Result<_, _>>()?;
    INSERT.rows(tx, rows).await
}

/// Saves a changed deadline on the version it was loaded with, and counts the version on.
pub async fn save(tx: &Tx, seller: &SellerId, deadline: &ReplyDeadline) -> Result<(), DbError> {
    let d = deadline;
    let saved = tx
        .execute(
            "UPDATE deadlines SET state = ?3, due_at = ?4, next_alarm_at = ?5, alarm = ?6, calendar_version = ?7, \
             derivation = ?8, stops = ?9, settled_at = ?10, on_time = ?11, waived_because = ?12, objected_at = ?13, \
             calendar_id = ?14, version = ?15 + 1 WHERE seller_id = ?1 AND deadline_id = ?2 AND version = ?15",
            params![
                seller,
                d.id,
                d.state.code(),
                d.due_at,
                d.next_alarm_at,
                d.alarm.code(),
                d.derivation.calendar_version,
                json(&CompactDerivation::from(&d.derivation))?,
                json(&d.stops)?,
                d.settled_at,
                d.on_time,
                d.waived_because,
                d.objected_at,
                d.derivation.calendar,
                d.version
            ],
        )
        .await?;
    if saved == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

/// All deadlines of a conversation, oldest first.
pub async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<ReplyDeadline>, DbError> {
    let rows = tx
        .query(
            "SELECT deadline_id, message_id, state, received_at, budget_us, due_at, next_alarm_at, alarm, derivation, \
             stops, settled_at, on_time, waived_because, objected_at, version FROM deadlines \
             WHERE seller_id = ?1 AND conversation_id = ?2 ORDER BY received_at, deadline_id",
            params![seller, conversation],
        )
        .await?;
    rows.iter()
        .filter_map(|row| read_joined(row, 0).transpose())
        .collect()
}

/// An alarm that waits to be recorded. Everything is read from columns of its own, so that a deadline that cannot be
/// read whole is found here too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingAlarm {
    pub at: Timestamp,
    pub seller: SellerId,
    pub deadline: DeadlineId,
    pub conversation: ConversationId,
}

/// Alarms to be recorded by `now`, earliest first, behind one or from the beginning.
pub async fn any_with_alarm(
    tx: &Tx,
    now: Timestamp,
    after: Option<&WaitingAlarm>,
    limit: u32,
) -> Result<Vec<WaitingAlarm>, DbError> {
    let (at, seller, deadline) = match after {
        Some(alarm) => (alarm.at, alarm.seller.as_str(), alarm.deadline),
        None => (Timestamp::MIN, "", DeadlineId(uuid::Uuid::nil())),
    };
    let rows = tx
        .query(
            "SELECT next_alarm_at, seller_id, deadline_id, conversation_id FROM deadlines \
             WHERE next_alarm_at IS NOT NULL AND next_alarm_at <= ?1 \
             AND (next_alarm_at, seller_id, deadline_id) > (?2, ?3, ?4) \
             ORDER BY next_alarm_at, seller_id, deadline_id LIMIT ?5",
            params![now, at, seller, deadline, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(WaitingAlarm {
                at: row.get(0)?,
                seller: row.get(1)?,
                deadline: row.get(2)?,
                conversation: row.get(3)?,
            })
        })
        .collect()
}

/// Conversations of open deadlines after a key, in the order of the keys; for computing them again.
pub async fn any_open_after(
    tx: &Tx,
    after: Option<&(SellerId, DeadlineId)>,
    only: Option<&SellerId>,
    limit: u32,
) -> Result<Vec<(SellerId, DeadlineId, ConversationId)>, DbError> {
    let (seller, deadline) = match after {
        Some((seller, deadline)) => (seller.as_str(), *deadline),
        None => ("", DeadlineId(uuid::Uuid::nil())),
    };
    let rows = tx
        .query(
            "SELECT seller_id, deadline_id, conversation_id FROM deadlines \
             WHERE state IN ('running', 'standing', 'waived') AND (seller_id, deadline_id) > (?1, ?2) \
             AND (seller_id = ?3 OR ?4 = 0) ORDER BY seller_id, deadline_id LIMIT ?5",
            params![seller, deadline, only.map_or("", SellerId::as_str), only.is_some(), limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect()
}

/// Whether a seller has a deadline that may still be owed.
pub async fn has_open(tx: &Tx, seller: &SellerId) -> Result<bool, DbError> {
    let rows = tx
        .query(
            "SELECT deadline_id FROM deadlines WHERE seller_id = ?1 AND state IN ('running', 'standing', 'waived') \
             ORDER BY deadline_id LIMIT 1",
            params![seller],
        )
        .await?;
    Ok(!rows.is_empty())
}

/// The open deadlines of a buyer's conversations at all sellers, for computing them again.
pub async fn any_open_of_buyer(
    tx: &Tx,
    buyer: &BuyerId,
) -> Result<Vec<(SellerId, DeadlineId, ConversationId)>, DbError> {
    let rows = tx
        .query(
            "SELECT d.seller_id, d.deadline_id, d.conversation_id FROM buyer_conversations b \
             JOIN deadlines d ON d.seller_id = b.seller_id AND d.conversation_id = b.conversation_id \
             WHERE b.buyer_id = ?1 AND d.state IN ('running', 'standing', 'waived') \
             ORDER BY d.seller_id, d.deadline_id",
            params![buyer],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .collect()
}

/// Reads the fifteen columns of a deadline from `first` on; `None` where an outer join found none.
pub(crate) fn read_joined(row: &Row, first: usize) -> Result<Option<ReplyDeadline>, DbError> {
    let Some(id) = row.get::<Option<DeadlineId>>(first)? else {
        return Ok(None);
    };
    let state: String = row.get(first + 2)?;
    let alarm: String = row.get(first + 7)?;
    let derivation: String = row.get(first + 8)?;
    let stops: String = row.get(first + 9)?;
    let wrong =
        |column: usize| move |error: serde_json::Error| DbError::decode(column, error.to_string());
    let kept: KeptDerivation = serde_json::from_str(&derivation).map_err(wrong(first + 8))?;
    let derivation = kept
        .whole()
        .map_err(|error| DbError::decode(first + 8, error.to_string()))?;
    Ok(Some(ReplyDeadline {
        id,
        message: row.get(first + 1)?,
        state: DeadlineState::from_code(&state)
            .ok_or_else(|| DbError::decode(first + 2, "an unknown state"))?,
        received_at: row.get(first + 3)?,
        budget: SignedDuration::from_micros(row.get(first + 4)?),
        due_at: row.get(first + 5)?,
        next_alarm_at: row.get(first + 6)?,
        alarm: Alarm::from_code(&alarm)
            .ok_or_else(|| DbError::decode(first + 7, "an unknown alarm"))?,
        derivation,
        stops: serde_json::from_str(&stops).map_err(wrong(first + 9))?,
        settled_at: row.get(first + 10)?,
        on_time: row.get(first + 11)?,
        waived_because: row.get(first + 12)?,
        objected_at: row.get(first + 13)?,
        version: row.get(first + 14)?,
    }))
}

/// What a derivation's column holds: databases that were migrated have whole ones too.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum KeptDerivation {
    Compact(CompactDerivation),
    Whole(Derivation),
}

impl KeptDerivation {
    fn whole(self) -> Result<Derivation, jiff::Error> {
        match self {
            KeptDerivation::Compact(compact) => compact.try_into(),
            KeptDerivation::Whole(whole) => Ok(whole),
        }
    }
}

fn budget_us(deadline: &ReplyDeadline) -> Result<i64, DbError> {
    i64::try_from(deadline.budget.as_micros())
        .map_err(|_| DbError::decode(6, "the budget is too long"))
}

fn json(value: &impl serde::Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|error| DbError::decode(0, error.to_string()))
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use rules::deadline::{Calendar, CalendarSpec, CompactDerivation, due};

    use super::{KeptDerivation, json};

    #[test]
    fn a_derivation_is_read_from_its_compact_form_and_whole() {
        let received: Timestamp = "2027-02-05T22:00:00.5Z".parse().unwrap();
        let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
        let calendar = Calendar::new(&spec, &[], received).unwrap();
        let derivation = due(&calendar, received, SignedDuration::from_hours(24), &[]).unwrap();
        let (compact, whole) = (
            json(&CompactDerivation::from(&derivation)).unwrap(),
            json(&derivation).unwrap(),
        );
        assert!(2 * compact.len() < whole.len());
        for written in [compact, whole] {
            let kept: KeptDerivation = serde_json::from_str(&written).unwrap();
            assert_eq!(kept.whole().unwrap(), derivation);
        }
    }
}
