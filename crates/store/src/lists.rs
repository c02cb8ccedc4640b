//! Lists of conversations: what a row shows, drawn from the conversation's own columns, page by page.

use jiff::Timestamp;
use rules::conversation::{Alarm, AuthorKind, ConversationState, DeadlineState, Subject, WaitsFor};
use rules::ids::{AgentId, BuyerId, ConversationId, SellerId};

use crate::conversations::{read_state, read_subject};
use crate::{DbError, Row, Tx, Value, params};

/// One row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub seller: SellerId,
    pub id: ConversationId,
    pub buyer: BuyerId,
    pub subject: Subject,
    pub title: String,
    pub state: ConversationState,
    pub assignee: Option<AgentId>,
    pub waits_for: WaitsFor,
    pub due_at: Option<Timestamp>,
    pub taken_over: bool,
    pub last_author: AuthorKind,
    pub last_message_at: Timestamp,
    /// The newest message's text; `None` once erased.
    pub last_text: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
    /// Names are `None` while the marketplace has not said them.
    pub buyer_name: Option<String>,
    pub seller_name: Option<String>,
    pub assignee_name: Option<String>,
    /// How the deadline stands, and what is to be recorded of it next.
    pub deadline: Option<(DeadlineState, Alarm)>,
}

/// Which part of a seller's conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Soonest deadline first; the overdue ones are the soonest.
    NeedsReply,
    /// Overdue at this instant, longest first.
    Overdue(Timestamp),
    /// Newest message first.
    WaitingForBuyer,
    Closed,
    All,
}

/// What a list is narrowed to; every `None` narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The marketplace's id of the order or listing.
    pub subject: Option<String>,
    pub buyer: Option<BuyerId>,
    pub assignee: Option<AgentId>,
    /// Newest message at or after.
    pub from: Option<Timestamp>,
    /// Newest message before.
    pub to: Option<Timestamp>,
}

/// Where a page begins: the key of the last row of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seek {
    pub at: Timestamp,
    pub id: ConversationId,
}

/// Highest number that a count gives; more is not counted.
pub const COUNT_MAX: u32 = 1_000;

const NEEDS_REPLY: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM conversations c LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?1 AND c.waits_for = 'seller' AND (c.due_at, c.conversation_id) > (?2, ?3) \
     AND (c.subject_id = ?4 OR ?4 = '') AND (c.buyer_id = ?5 OR ?5 = '') AND (c.assignee = ?6 OR ?6 = '') \
     AND c.last_message_at >= ?7 AND c.last_message_at < ?8 \
     ORDER BY c.due_at, c.conversation_id LIMIT ?9";

const OVERDUE: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM conversations c LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?1 AND c.waits_for = 'seller' AND c.due_at < ?10 AND (c.due_at, c.conversation_id) > (?2, ?3) \
     AND (c.subject_id = ?4 OR ?4 = '') AND (c.buyer_id = ?5 OR ?5 = '') AND (c.assignee = ?6 OR ?6 = '') \
     AND c.last_message_at >= ?7 AND c.last_message_at < ?8 \
     ORDER BY c.due_at, c.conversation_id LIMIT ?9";

const WAITING_FOR_BUYER: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM conversations c LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?1 AND c.waits_for = 'buyer' AND (c.last_message_at, c.conversation_id) < (?2, ?3) \
     AND (c.subject_id = ?4 OR ?4 = '') AND (c.buyer_id = ?5 OR ?5 = '') AND (c.assignee = ?6 OR ?6 = '') \
     AND c.last_message_at >= ?7 AND c.last_message_at < ?8 \
     ORDER BY c.last_message_at DESC, c.conversation_id DESC LIMIT ?9";

const CLOSED: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM conversations c LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?1 AND c.waits_for = 'nobody' AND (c.last_message_at, c.conversation_id) < (?2, ?3) \
     AND (c.subject_id = ?4 OR ?4 = '') AND (c.buyer_id = ?5 OR ?5 = '') AND (c.assignee = ?6 OR ?6 = '') \
     AND c.last_message_at >= ?7 AND c.last_message_at < ?8 \
     ORDER BY c.last_message_at DESC, c.conversation_id DESC LIMIT ?9";

const ALL: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM conversations c LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?1 AND (c.last_message_at, c.conversation_id) < (?2, ?3) \
     AND (c.subject_id = ?4 OR ?4 = '') AND (c.buyer_id = ?5 OR ?5 = '') AND (c.assignee = ?6 OR ?6 = '') \
     AND c.last_message_at >= ?7 AND c.last_message_at < ?8 \
     ORDER BY c.last_message_at DESC, c.conversation_id DESC LIMIT ?9";

const CHANGED: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM conversations c LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?1 AND (c.updated_at, c.conversation_id) > (?2, ?3) \
     AND (c.subject_id = ?4 OR ?4 = '') AND (c.buyer_id = ?5 OR ?5 = '') AND (c.assignee = ?6 OR ?6 = '') \
     AND c.last_message_at >= ?7 AND c.last_message_at < ?8 \
     ORDER BY c.updated_at, c.conversation_id LIMIT ?9";

const OF_BUYER: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM buyer_conversations b JOIN conversations c ON c.seller_id = b.seller_id AND c.conversation_id = b.conversation_id \
     LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE b.buyer_id = ?1 AND (b.last_message_at, b.conversation_id) < (?2, ?3) \
     ORDER BY b.last_message_at DESC, b.conversation_id DESC LIMIT ?4";

const OF_BUYER_CHANGED: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM buyer_conversations b JOIN conversations c ON c.seller_id = b.seller_id AND c.conversation_id = b.conversation_id \
     LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE b.buyer_id = ?1 AND (b.updated_at, b.conversation_id) > (?2, ?3) \
     ORDER BY b.updated_at, b.conversation_id LIMIT ?4";

const WITH_BUYER: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM conversations c LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?1 AND c.buyer_id = ?2 ORDER BY c.conversation_id DESC LIMIT ?3";

const ABOUT_SUBJECT: &str = "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.assignee, \
     c.state, c.waits_for, c.due_at, c.taken_over_at, c.last_author, c.last_message_at, t.text, c.created_at, \
     c.updated_at, c.version, p.name, s.name, a.name, d.state, d.alarm \
     FROM conversations c LEFT JOIN contents t ON t.seller_id = c.seller_id AND t.content_id = c.last_message \
     LEFT JOIN buyers p ON p.buyer_id = c.buyer_id LEFT JOIN sellers s ON s.seller_id = c.seller_id \
     LEFT JOIN agents a ON a.seller_id = c.seller_id AND a.agent_id = c.assignee \
     LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
     WHERE c.seller_id = ?1 AND c.subject_kind = ?2 AND c.subject_id = ?3 ORDER BY c.conversation_id DESC LIMIT ?4";

/// One page of a seller's list, at most `limit` rows.
pub async fn of_seller(
    tx: &Tx,
    seller: &SellerId,
    tab: Tab,
    filter: &Filter,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let (sql, ascending) = match tab {
        Tab::NeedsReply => (NEEDS_REPLY, true),
        Tab::Overdue(_) => (OVERDUE, true),
        Tab::WaitingForBuyer => (WAITING_FOR_BUYER, false),
        Tab::Closed => (CLOSED, false),
        Tab::All => (ALL, false),
    };
    let mut params = of_seller_params(seller, filter, seek, ascending, limit);
    if let Tab::Overdue(now) = tab {
        params.push(Value::Integer(now.as_microsecond()));
    }
    tx.query(sql, params).await?.iter().map(read).collect()
}

/// A seller's conversations in the order of their last change, after a key.
pub async fn of_seller_changed(
    tx: &Tx,
    seller: &SellerId,
    filter: &Filter,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let params = of_seller_params(seller, filter, seek, true, limit);
    tx.query(CHANGED, params).await?.iter().map(read).collect()
}

/// How many conversations of a seller a tab holds, counted up to [`COUNT_MAX`].
pub async fn count(tx: &Tx, seller: &SellerId, tab: Tab) -> Result<u32, DbError> {
    let row = match tab {
        Tab::NeedsReply => {
            tx.query_one(
                "SELECT COUNT(*) FROM (SELECT 1 FROM conversations WHERE seller_id = ?1 AND waits_for = 'seller' LIMIT ?2) c",
                params![seller, COUNT_MAX],
            )
            .await?
        }
        Tab::Overdue(now) => {
            tx.query_one(
                "SELECT COUNT(*) FROM (SELECT 1 FROM conversations WHERE seller_id = ?1 AND waits_for = 'seller' \
                 AND due_at < ?3 LIMIT ?2) c",
                params![seller, COUNT_MAX, now],
            )
            .await?
        }
        Tab::WaitingForBuyer | Tab::Closed => {
            let waits_for = if tab == Tab::Closed { WaitsFor::Nobody } else { WaitsFor::Buyer };
            tx.query_one(
                "SELECT COUNT(*) FROM (SELECT 1 FROM conversations WHERE seller_id = ?1 AND waits_for = ?3 LIMIT ?2) c",
                params![seller, COUNT_MAX, waits_for.code()],
            )
            .await?
        }
        Tab::All => {
            tx.query_one(
                "SELECT COUNT(*) FROM (SELECT 1 FROM conversations WHERE seller_id = ?1 LIMIT ?2) c",
                params![seller, COUNT_MAX],
            )
            .await?
        }
    };
    row.get(0)
}

/// A buyer's own conversations, newest message first.
pub async fn of_buyer(
    tx: &Tx,
    buyer: &BuyerId,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let (at, id) = key(seek, false);
    tx.query(OF_BUYER, params![buyer, at, id, limit])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// A buyer's own conversations in the order of their last change, after a key.
pub async fn of_buyer_changed(
    tx: &Tx,
    buyer: &BuyerId,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let (at, id) = key(seek, true);
    tx.query(OF_BUYER_CHANGED, params![buyer, at, id, limit])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// A seller's conversations with one buyer, newest first.
pub async fn with_buyer(
    tx: &Tx,
    seller: &SellerId,
    buyer: &BuyerId,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    tx.query(WITH_BUYER, params![seller, buyer, limit])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// A seller's conversations about one order or listing, newest first.
pub async fn about_subject(
    tx: &Tx,
    seller: &SellerId,
    subject: &Subject,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let params = params![seller, subject.kind().code(), subject.id(), limit];
    tx.query(ABOUT_SUBJECT, params)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn of_seller_params(
    seller: &SellerId,
    filter: &Filter,
    seek: Option<Seek>,
    ascending: bool,
    limit: u32,
) -> Vec<Value> {
    let (at, id) = key(seek, ascending);
    params![
        seller,
        at,
        id,
        filter.subject.as_deref().unwrap_or(""),
        filter.buyer.as_ref().map_or("", BuyerId::as_str),
        filter.assignee.as_ref().map_or("", AgentId::as_str),
        filter.from.map_or(i64::MIN, Timestamp::as_microsecond),
        filter.to.map_or(i64::MAX, Timestamp::as_microsecond),
        limit
    ]
    .to_vec()
}

/// The key to go on from; without one, the key before all others in that direction.
fn key(seek: Option<Seek>, ascending: bool) -> (i64, ConversationId) {
    match (seek, ascending) {
        (Some(seek), _) => (seek.at.as_microsecond(), seek.id),
        (None, true) => (i64::MIN, ConversationId(uuid::Uuid::nil())),
        (None, false) => (i64::MAX, ConversationId(uuid::Uuid::max())),
    }
}

fn read(row: &Row) -> Result<Entry, DbError> {
    let state: String = row.get(7)?;
    let waits_for: String = row.get(8)?;
    let taken_over_at: Option<Timestamp> = row.get(10)?;
    let last_author: String = row.get(11)?;
    Ok(Entry {
        seller: row.get(0)?,
        id: row.get(1)?,
        buyer: row.get(2)?,
        subject: read_subject(row, 3, 4)?,
        title: row.get(5)?,
        assignee: row.get(6)?,
        state: read_state(&state)?,
        waits_for: WaitsFor::from_code(&waits_for)
            .ok_or_else(|| DbError::decode(8, "an unknown turn"))?,
        due_at: row.get(9)?,
        taken_over: taken_over_at.is_some(),
        last_author: AuthorKind::from_code(&last_author)
            .ok_or_else(|| DbError::decode(11, "an unknown kind of author"))?,
        last_message_at: row.get(12)?,
        last_text: row.get(13)?,
        created_at: row.get(14)?,
        updated_at: row.get(15)?,
        version: row.get(16)?,
        buyer_name: row.get(17)?,
        seller_name: row.get(18)?,
        assignee_name: row.get(19)?,
        deadline: read_deadline(row, 20, 21)?,
    })
}

/// State and alarm of the deadline that a list joins, from these two columns.
pub(crate) fn read_deadline(
    row: &Row,
    state: usize,
    alarm: usize,
) -> Result<Option<(DeadlineState, Alarm)>, DbError> {
    let texts = (
        row.get::<Option<String>>(state)?,
        row.get::<Option<String>>(alarm)?,
    );
    let (Some(state_code), Some(alarm_code)) = texts else {
        return Ok(None);
    };
    let read = DeadlineState::from_code(&state_code).zip(Alarm::from_code(&alarm_code));
    read.map(Some)
        .ok_or_else(|| DbError::decode(state, "an unknown state of a deadline"))
}
