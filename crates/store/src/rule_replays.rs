//! Versions of the rules held against messages that were sent: how far each replay is, and what it has counted.

use jiff::Timestamp;
use rules::contact::{Kind, Span};
use rules::conversation::Subject;
use rules::ids::{BuyerId, ConversationId, MessageId, ReplayId, SellerId, StaffId};
use rules::moderation::Way;

use crate::conversations::read_subject;
use crate::{DbError, Row, Tx, params};

/// Whether a replay goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayState {
    Running,
    Stopped,
    Done,
}

impl ReplayState {
    const ALL: [ReplayState; 3] = [Self::Running, Self::Stopped, Self::Done];

    pub fn code(self) -> &'static str {
        match self {
            ReplayState::Running => "running",
            ReplayState::Stopped => "stopped",
            ReplayState::Done => "done",
        }
    }
}

/// The last message that a replay has looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayPlace {
    pub seller: SellerId,
    pub conversation: ConversationId,
    pub sequence: u32,
}

/// Messages so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReplayTotals {
    pub looked: u32,
    /// In which something is found that was not.
    pub caught: u32,
    /// In which something is not found any more.
    pub freed: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    pub id: ReplayId,
    pub number: u32,
    /// The version that it is held against.
    pub against: u32,
    pub sent_from: Timestamp,
    /// Without this instant.
    pub sent_to: Timestamp,
    pub state: ReplayState,
    /// Counts how often it was begun, stopped and taken up again.
    pub run: u32,
    /// Counts the parts that are done.
    pub part: u32,
    pub place: Option<ReplayPlace>,
    pub totals: ReplayTotals,
    pub started_at: Timestamp,
    pub started_by: StaffId,
    pub ended_at: Option<Timestamp>,
}

/// In how many messages a rule finds something that it did not, or no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayCount {
    pub way: Way,
    pub kind: Kind,
    pub rule: String,
    pub messages: u32,
}

/// One of these messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplaySample {
    pub way: Way,
    pub kind: Kind,
    pub rule: String,
    pub seller: SellerId,
    pub conversation: ConversationId,
    pub message: MessageId,
    /// Counted from 1 within the conversation.
    pub sequence: u32,
    pub span: Span,
}

/// A conversation whose messages are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayedConversation {
    pub seller: SellerId,
    pub id: ConversationId,
    pub buyer: BuyerId,
    pub subject: Subject,
    pub last_message_at: Timestamp,
}

/// Saves a new replay.
pub async fn insert(tx: &Tx, replay: &Replay) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO rule_replays (replay_id, number, against, sent_from, sent_to, state, run, part, looked, caught, \
         freed, started_at, started_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, 0, ?9, ?10)",
        params![
            replay.id,
            replay.number,
            replay.against,
            replay.sent_from,
            replay.sent_to,
            replay.state.code(),
            replay.run,
            replay.part,
            replay.started_at,
            replay.started_by
        ],
    )
    .await?;
    Ok(())
}

pub async fn find(tx: &Tx, id: ReplayId) -> Result<Option<Replay>, DbError> {
    let row = tx
        .query_opt(
            "SELECT replay_id, number, against, sent_from, sent_to, state, run, part, place_seller, place_conversation, \
             place_sequence, looked, caught, freed, started_at, started_by, ended_at FROM rule_replays \
             WHERE replay_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The replays of a version, newest first.
pub async fn of_version(tx: &Tx, number: u32, limit: u32) -> Result<Vec<Replay>, DbError> {
    let rows = tx
        .query(
            "SELECT replay_id, number, against, sent_from, sent_to, state, run, part, place_seller, place_conversation, \
             place_sequence, looked, caught, freed, started_at, started_by, ended_at FROM rule_replays \
             WHERE number = ?1 ORDER BY started_at DESC, replay_id DESC LIMIT ?2",
            params![number, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Whether any replay goes on.
pub async fn is_any_running(tx: &Tx) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "SELECT 1 FROM rule_replays WHERE state = 'running' LIMIT 1",
            params![],
        )
        .await?;
    Ok(row.is_some())
}

/// Stops it, takes it up again or ends it; [`DbError::Stale`] where somebody else was faster.
pub async fn turn(
    tx: &Tx,
    replay: &Replay,
    state: ReplayState,
    ended_at: Option<Timestamp>,
) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE rule_replays SET state = ?3, run = run + 1, ended_at = ?4 WHERE replay_id = ?1 AND run = ?2",
            params![replay.id, replay.run, state.code(), ended_at],
        )
        .await?;
    whole(changed)
}

/// Saves how far it has come after one more part; [`DbError::Stale`] where the part has been done or the replay
/// was stopped meanwhile.
pub async fn advance(
    tx: &Tx,
    replay: &Replay,
    place: Option<&ReplayPlace>,
    totals: ReplayTotals,
) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE rule_replays SET part = part + 1, place_seller = ?4, place_conversation = ?5, place_sequence = ?6, \
             looked = ?7, caught = ?8, freed = ?9 \
             WHERE replay_id = ?1 AND run = ?2 AND part = ?3 AND state = 'running'",
            params![
                replay.id,
                replay.run,
                replay.part,
                place.map(|place| &place.seller),
                place.map(|place| place.conversation),
                place.map(|place| place.sequence),
                totals.looked,
                totals.caught,
                totals.freed
            ],
        )
        .await?;
    whole(changed)
}

/// Counts one more message, and returns how many there are now.
pub async fn count(
    tx: &Tx,
    replay: ReplayId,
    (way, kind, rule): (Way, Kind, &str),
) -> Result<u32, DbError> {
    tx.execute(
        "INSERT INTO rule_replay_counts (replay_id, way, kind, rule, messages) VALUES (?1, ?2, ?3, ?4, 1) \
         ON CONFLICT (replay_id, way, kind, rule) DO UPDATE SET messages = rule_replay_counts.messages + 1",
        params![replay, way.code(), kind.as_str(), rule],
    )
    .await?;
    let row = tx
        .query_one(
            "SELECT messages FROM rule_replay_counts WHERE replay_id = ?1 AND way = ?2 AND kind = ?3 AND rule = ?4",
            params![replay, way.code(), kind.as_str(), rule],
        )
        .await?;
    row.get(0)
}

/// Keeps a sample under its number.
pub async fn insert_sample(
    tx: &Tx,
    replay: ReplayId,
    number: u32,
    sample: &ReplaySample,
) -> Result<(), DbError> {
    let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    tx.execute(
        "INSERT INTO rule_replay_samples (replay_id, way, kind, rule, number, seller_id, conversation_id, message_id, \
         sequence, span_start, span_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            replay,
            sample.way.code(),
            sample.kind.as_str(),
            sample.rule,
            number,
            sample.seller,
            sample.conversation,
            sample.message,
            sample.sequence,
            place(sample.span.start),
            place(sample.span.end)
        ],
    )
    .await?;
    Ok(())
}

/// All counts of a replay, the most frequent first.
pub async fn counts(tx: &Tx, replay: ReplayId) -> Result<Vec<ReplayCount>, DbError> {
    let rows = tx
        .query(
            "SELECT way, kind, rule, messages FROM rule_replay_counts WHERE replay_id = ?1 \
             ORDER BY way, messages DESC, kind, rule",
            params![replay],
        )
        .await?;
    let read = |row: &Row| {
        Ok(ReplayCount {
            way: way(row, 0)?,
            kind: kind(row, 1)?,
            rule: row.get(2)?,
            messages: row.get(3)?,
        })
    };
    rows.iter().map(read).collect()
}

/// The samples of a replay, by way, kind and rule.
pub async fn samples(tx: &Tx, replay: ReplayId, limit: u32) -> Result<Vec<ReplaySample>, DbError> {
    let rows = tx
        .query(
            "SELECT way, kind, rule, seller_id, conversation_id, message_id, sequence, span_start, span_end \
             FROM rule_replay_samples WHERE replay_id = ?1 ORDER BY way, kind, rule, number LIMIT ?2",
            params![replay, limit],
        )
        .await?;
    let read = |row: &Row| {
        Ok(ReplaySample {
            way: way(row, 0)?,
            kind: kind(row, 1)?,
            rule: row.get(2)?,
            seller: row.get(3)?,
            conversation: row.get(4)?,
            message: row.get(5)?,
            sequence: row.get(6)?,
            span: Span {
                start: row.get(7)?,
                end: row.get(8)?,
            },
        })
    };
    rows.iter().map(read).collect()
}

/// Conversations of all sellers in the order of their keys, from the one of the place on and including it.
pub async fn any_conversations_from(
    tx: &Tx,
    place: Option<&ReplayPlace>,
    limit: u32,
) -> Result<Vec<ReplayedConversation>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, conversation_id, buyer_id, subject_kind, subject_id, last_message_at FROM conversations \
             WHERE (seller_id, conversation_id) >= (?1, ?2) ORDER BY seller_id, conversation_id LIMIT ?3",
            params![
                place.map_or("", |place| place.seller.as_str()),
                place.map_or(ConversationId(uuid::Uuid::nil()), |place| place.conversation),
                limit
            ],
        )
        .await?;
    let read = |row: &Row| {
        Ok(ReplayedConversation {
            seller: row.get(0)?,
            id: row.get(1)?,
            buyer: row.get(2)?,
            subject: read_subject(row, 3, 4)?,
            last_message_at: row.get(5)?,
        })
    };
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Replay, DbError> {
    let code: String = row.get(5)?;
    let state = ReplayState::ALL
        .into_iter()
        .find(|state| state.code() == code)
        .ok_or_else(|| DbError::decode(5, "an unknown state of a replay"))?;
    let seller: Option<SellerId> = row.get(8)?;
    let place = match seller {
        Some(seller) => Some(ReplayPlace {
            seller,
            conversation: row.get(9)?,
            sequence: row.get(10)?,
        }),
        None => None,
    };
    Ok(Replay {
        id: row.get(0)?,
        number: row.get(1)?,
        against: row.get(2)?,
        sent_from: row.get(3)?,
        sent_to: row.get(4)?,
        state,
        run: row.get(6)?,
        part: row.get(7)?,
        place,
        totals: ReplayTotals {
            looked: row.get(11)?,
            caught: row.get(12)?,
            freed: row.get(13)?,
        },
        started_at: row.get(14)?,
        started_by: row.get(15)?,
        ended_at: row.get(16)?,
    })
}

fn way(row: &Row, column: usize) -> Result<Way, DbError> {
    let code: String = row.get(column)?;
    Way::from_code(&code).ok_or_else(|| DbError::decode(column, "an unknown way"))
}

fn kind(row: &Row, column: usize) -> Result<Kind, DbError> {
    let code: String = row.get(column)?;
    Kind::parse(&code).ok_or_else(|| DbError::decode(column, "an unknown kind"))
}

fn whole(changed: u64) -> Result<(), DbError> {
    match changed {
        0 => Err(DbError::Stale),
        _ => Ok(()),
    }
}
