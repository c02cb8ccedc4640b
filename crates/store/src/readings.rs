//! Who of the staff looked at what, under which reason and how often. Shows no text but the reason.

use jiff::Timestamp;
use rules::ids::{AccessId, ContentId, ConversationId, EventId, OrderId, SellerId, StaffId};
use rules::looking::{ReadingKind, Ticket};

use crate::{DbError, Row, Tx, params};

/// What is looked at under one reason; its id is that of the event that records the reason, or the look where what is
/// looked at says why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// `None` for what belongs to no single seller.
    pub seller: Option<SellerId>,
    pub id: EventId,
    pub kind: ReadingKind,
    pub conversation: Option<ConversationId>,
    pub staff: StaffId,
    pub reason: Option<ContentId>,
    pub ticket: Option<Ticket>,
    /// The break-glass access under which it is read.
    pub access: Option<AccessId>,
    pub at: Timestamp,
    /// Looks that were taken with it.
    pub looks: u32,
}

/// A reason with the looks that followed, as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub seller: Option<SellerId>,
    pub id: EventId,
    pub kind: ReadingKind,
    pub conversation: Option<ConversationId>,
    pub staff: StaffId,
    pub at: Timestamp,
    pub looks: u32,
    pub last_look_at: Option<Timestamp>,
    pub ticket: Option<Ticket>,
    pub access: Option<AccessId>,
    pub confidential_until: Option<Timestamp>,
    /// `None` once erased, and where what was looked at says why.
    pub reason: Option<String>,
    /// Names and title are `None` where nobody has said them.
    pub staff_name: Option<String>,
    pub seller_name: Option<String>,
    pub title: Option<String>,
}

/// What somebody reads a conversation under at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Under {
    pub reading: EventId,
    pub access: Option<AccessId>,
    pub looks: u32,
    /// The parties are not told before then.
    pub confidential_until: Option<Timestamp>,
}

/// Which readings; every `None` narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub staff: Option<StaffId>,
    pub seller: Option<SellerId>,
    pub conversation: Option<ConversationId>,
    /// Of conversations about this order.
    pub order: Option<OrderId>,
    pub what: Option<What>,
    /// Given at or after.
    pub from: Option<Timestamp>,
    /// Given before.
    pub to: Option<Timestamp>,
}

/// Readings of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Kind(ReadingKind),
    /// Those under break-glass access.
    BreakGlass,
}

impl What {
    /// Stable code, as addresses and the API write it.
    pub fn code(self) -> &'static str {
        match self {
            What::Kind(kind) => kind.code(),
            What::BreakGlass => "break_glass",
        }
    }

    pub fn from_code(code: &str) -> Option<What> {
        match code {
            "break_glass" => Some(What::BreakGlass),
            code => ReadingKind::from_code(code).map(What::Kind),
        }
    }
}

const ALL: &str = "SELECT r.seller_id, r.reading_id, r.kind, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, r.ticket, \
     r.access_id, r.confidential_until, t.text, p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     AND (r.kind = ?5 OR (?5 = 'break_glass' AND r.access_id IS NOT NULL) OR ?5 = '') \
     ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

const OF_STAFF: &str = "SELECT r.seller_id, r.reading_id, r.kind, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, r.ticket, \
     r.access_id, r.confidential_until, t.text, p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE r.staff_id = ?6 AND (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     AND (r.kind = ?5 OR (?5 = 'break_glass' AND r.access_id IS NOT NULL) OR ?5 = '') \
     ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

const OF_SELLER: &str = "SELECT r.seller_id, r.reading_id, r.kind, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, r.ticket, \
     r.access_id, r.confidential_until, t.text, p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE r.seller_id = ?8 AND (r.staff_id = ?6 OR ?7 = 0) AND (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     AND (r.kind = ?5 OR (?5 = 'break_glass' AND r.access_id IS NOT NULL) OR ?5 = '') \
     ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

const OF_CONVERSATION: &str = "SELECT r.seller_id, r.reading_id, r.kind, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, r.ticket, \
     r.access_id, r.confidential_until, t.text, p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE r.conversation_id = ?9 AND (r.staff_id = ?6 OR ?7 = 0) AND (r.seller_id = ?8 OR ?8 = '') AND (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     AND (r.kind = ?5 OR (?5 = 'break_glass' AND r.access_id IS NOT NULL) OR ?5 = '') \
     ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

const OF_ORDER: &str = "SELECT r.seller_id, r.reading_id, r.kind, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, r.ticket, \
     r.access_id, r.confidential_until, t.text, p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE r.conversation_id IN (SELECT o.conversation_id FROM conversations o WHERE o.subject_id = ?9 \
     AND o.subject_kind = 'order') AND (r.staff_id = ?6 OR ?7 = 0) AND (r.seller_id = ?8 OR ?8 = '') AND (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     AND (r.kind = ?5 OR (?5 = 'break_glass' AND r.access_id IS NOT NULL) OR ?5 = '') \
     ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

/// Saves a reason that has just been given.
pub async fn insert(tx: &Tx, given: &Given) -> Result<(), DbError> {
    let last_look_at = (given.looks > 0).then_some(given.at);
    tx.execute(
        "INSERT INTO readings (seller_id, reading_id, kind, conversation_id, staff_id, reason, ticket, access_id, given_at, \
         looks, last_look_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            given.seller.as_ref().map_or("", SellerId::as_str),
            given.id,
            given.kind.code(),
            given.conversation,
            given.staff,
            given.reason,
            given.ticket.as_ref().map_or("", Ticket::as_str),
            given.access,
            given.at,
            given.looks,
            last_look_at
        ],
    )
    .await?;
    Ok(())
}

/// The newest reason that somebody gave for a conversation since an instant, under this access or under none.
pub async fn latest(
    tx: &Tx,
    (seller, conversation): (&SellerId, ConversationId),
    staff: StaffId,
    access: Option<AccessId>,
    since: Timestamp,
) -> Result<Option<Under>, DbError> {
    let row = tx
        .query_opt(
            "SELECT reading_id, access_id, looks, confidential_until FROM readings WHERE conversation_id = ?1 \
             AND seller_id = ?2 AND staff_id = ?3 AND kind = 'conversation' AND given_at >= ?4 \
             AND (access_id = ?5 OR (access_id IS NULL AND ?6 = 0)) ORDER BY given_at DESC, reading_id DESC LIMIT 1",
            params![
                conversation,
                seller,
                staff,
                since,
                access,
                access.is_some()
            ],
        )
        .await?;
    row.map(|row| {
        Ok(Under {
            reading: row.get(0)?,
            access: row.get(1)?,
            looks: row.get(2)?,
            confidential_until: row.get(3)?,
        })
    })
    .transpose()
}

/// Counts one look under a reason.
pub async fn count_look(
    tx: &Tx,
    seller: &SellerId,
    id: EventId,
    at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE readings SET looks = looks + 1, last_look_at = ?3 WHERE seller_id = ?1 AND reading_id = ?2",
        params![seller, id, at],
    )
    .await?;
    Ok(())
}

/// Readings that fit, newest reason first, from before a key on.
pub async fn any_matching(
    tx: &Tx,
    filter: &Filter,
    before: Option<(Timestamp, EventId)>,
    limit: u32,
) -> Result<Vec<Reading>, DbError> {
    let to = filter.to.map_or(i64::MAX, Timestamp::as_microsecond);
    let nothing_given_then = EventId(uuid::Uuid::nil());
    // The end of the period is a key like that of a page's last row: whichever comes first ends it.
    let (at, id) = match before {
        Some((at, id)) if at.as_microsecond() < to => (at.as_microsecond(), id),
        _ => (to, nothing_given_then),
    };
    let from = filter.from.map_or(i64::MIN, Timestamp::as_microsecond);
    let what = filter.what.map_or("", What::code);
    let staff = filter.staff.unwrap_or(StaffId(uuid::Uuid::nil()));
    let by_staff = filter.staff.is_some();
    let seller = filter.seller.as_ref().map_or("", SellerId::as_str);
    let rows = match (&filter.conversation, &filter.order, &filter.seller) {
        (Some(conversation), _, _) => {
            let params = params![
                at,
                id,
                from,
                limit,
                what,
                staff,
                by_staff,
                seller,
                conversation
            ];
            tx.query(OF_CONVERSATION, params).await?
        }
        (None, Some(order), _) => {
            let params = params![at, id, from, limit, what, staff, by_staff, seller, order];
            tx.query(OF_ORDER, params).await?
        }
        (None, None, Some(seller)) => {
            let params = params![at, id, from, limit, what, staff, by_staff, seller];
            tx.query(OF_SELLER, params).await?
        }
        (None, None, None) if by_staff => {
            tx.query(OF_STAFF, params![at, id, from, limit, what, staff])
                .await?
        }
        (None, None, None) => tx.query(ALL, params![at, id, from, limit, what]).await?,
    };
    rows.iter().map(read).collect()
}

/// Everybody of the staff by name, for choosing whose readings are wanted.
pub async fn people(tx: &Tx, limit: u32) -> Result<Vec<(StaffId, String)>, DbError> {
    let rows = tx
        .query(
            "SELECT staff_id, name FROM staff ORDER BY name, staff_id LIMIT ?1",
            params![limit],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

fn read(row: &Row) -> Result<Reading, DbError> {
    let (seller, ticket): (String, String) = (row.get(0)?, row.get(8)?);
    let ticket = Ticket::parse(&ticket).map_err(|error| DbError::decode(8, error.to_string()))?;
    Ok(Reading {
        seller: crate::events::seller_of(seller, 0)?,
        id: row.get(1)?,
        kind: read_kind(row, 2)?,
        conversation: row.get(3)?,
        staff: row.get(4)?,
        at: row.get(5)?,
        looks: row.get(6)?,
        last_look_at: row.get(7)?,
        ticket,
        access: row.get(9)?,
        confidential_until: row.get(10)?,
        reason: row.get(11)?,
        staff_name: row.get(12)?,
        seller_name: row.get(13)?,
        title: row.get(14)?,
    })
}

pub(crate) fn read_kind(row: &Row, column: usize) -> Result<ReadingKind, DbError> {
    let code: String = row.get(column)?;
    ReadingKind::from_code(&code)
        .ok_or_else(|| DbError::decode(column, "an unknown kind of reading"))
}
