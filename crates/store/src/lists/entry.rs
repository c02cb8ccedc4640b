//! What a row of a list holds, which lists there are, and what they can be narrowed to.

use jiff::Timestamp;
use rules::conversation::{Alarm, AuthorKind, ConversationState, DeadlineState, Subject, WaitsFor};
use rules::ids::{AgentId, BuyerId, ConversationId, LabelId, SellerId};
use rules::moderation::Reader;

use crate::contents::{as_seen, read_hidden};
use crate::conversations::{read_state, read_subject};
use crate::{DbError, Row};

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
    /// The newest message's text as the side sees it whose list it is; `None` once erased.
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
    /// Sequence of the newest message.
    pub last_sequence: u32,
    /// Whether it waits to be read by the one whose list it is.
    pub unread: bool,
    /// The seller's labels on it; in the seller's own lists only.
    pub labels: Vec<LabelId>,
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

/// Who is to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assigned {
    Nobody,
    Agent(AgentId),
}

/// What a list is narrowed to; every `None` narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The marketplace's id of the order or listing.
    pub subject: Option<String>,
    pub buyer: Option<BuyerId>,
    /// The id of an order, a listing or a buyer, or words of the buyer's name however they are written.
    pub words: Option<String>,
    pub assignee: Option<Assigned>,
    pub label: Option<LabelId>,
    /// Only what waits to be read by `reader`.
    pub unread: bool,
    /// The agent whose list it is; narrows nothing, but says what is unread.
    pub reader: Option<AgentId>,
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

pub(super) fn read(row: &Row, reader: Reader) -> Result<Entry, DbError> {
    let state: String = row.get(7)?;
    let waits_for: String = row.get(8)?;
    let taken_over_at: Option<Timestamp> = row.get(10)?;
    let last_author: String = row.get(11)?;
    let last_author = AuthorKind::from_code(&last_author)
        .ok_or_else(|| DbError::decode(11, "an unknown kind of author"))?;
    let hidden = read_hidden(row, 24)?;
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
        last_author,
        last_message_at: row.get(12)?,
        last_text: as_seen(row.get(13)?, &hidden, (reader, last_author)),
        created_at: row.get(14)?,
        updated_at: row.get(15)?,
        version: row.get(16)?,
        buyer_name: row.get(17)?,
        seller_name: row.get(18)?,
        assignee_name: row.get(19)?,
        deadline: read_deadline(row, 20, 21)?,
        last_sequence: row.get(22)?,
        unread: row.get(23)?,
        labels: Vec::new(),
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
