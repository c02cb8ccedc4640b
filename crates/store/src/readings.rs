//! Who of the staff read which conversation, under which reason and how often. Shows no text but the reason.

use jiff::Timestamp;
use rules::ids::{ContentId, ConversationId, EventId, SellerId, StaffId};

use crate::{DbError, Row, Tx, params};

/// A reason that was given; its id is that of the event that records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub seller: SellerId,
    pub id: EventId,
    pub conversation: ConversationId,
    pub staff: StaffId,
    pub reason: ContentId,
    pub at: Timestamp,
}

/// A reason with the looks that followed, as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub seller: SellerId,
    pub id: EventId,
    pub conversation: ConversationId,
    pub staff: StaffId,
    pub at: Timestamp,
    pub looks: u32,
    pub last_look_at: Option<Timestamp>,
    /// `None` once erased.
    pub reason: Option<String>,
    /// Names and title are `None` where nobody has said them.
    pub staff_name: Option<String>,
    pub seller_name: Option<String>,
    pub title: Option<String>,
}

/// Which readings; every `None` narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub staff: Option<StaffId>,
    pub seller: Option<SellerId>,
    pub conversation: Option<ConversationId>,
    /// Given at or after.
    pub from: Option<Timestamp>,
    /// Given before.
    pub to: Option<Timestamp>,
}

const ALL: &str = "SELECT r.seller_id, r.reading_id, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, t.text, \
     p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

const OF_STAFF: &str = "SELECT r.seller_id, r.reading_id, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, t.text, \
     p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE r.staff_id = ?5 AND (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

const OF_SELLER: &str = "SELECT r.seller_id, r.reading_id, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, t.text, \
     p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE r.seller_id = ?7 AND (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     AND (r.staff_id = ?5 OR ?6 = 0) ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

const OF_CONVERSATION: &str = "SELECT r.seller_id, r.reading_id, r.conversation_id, r.staff_id, r.given_at, r.looks, r.last_look_at, t.text, \
     p.name, s.name, c.title FROM readings r \
     LEFT JOIN contents t ON t.seller_id = r.seller_id AND t.content_id = r.reason \
     LEFT JOIN staff p ON p.staff_id = r.staff_id LEFT JOIN sellers s ON s.seller_id = r.seller_id \
     LEFT JOIN conversations c ON c.seller_id = r.seller_id AND c.conversation_id = r.conversation_id \
     WHERE r.conversation_id = ?8 AND (r.given_at, r.reading_id) < (?1, ?2) AND r.given_at >= ?3 \
     AND (r.staff_id = ?5 OR ?6 = 0) AND (r.seller_id = ?7 OR ?7 = '') \
     ORDER BY r.given_at DESC, r.reading_id DESC LIMIT ?4";

/// Saves a reason that has just been given; nobody has looked yet.
pub async fn insert(tx: &Tx, given: &Given) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO readings (seller_id, reading_id, conversation_id, staff_id, reason, given_at, looks, last_look_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, NULL)",
        params![
            given.seller,
            given.id,
            given.conversation,
            given.staff,
            given.reason,
            given.at
        ],
    )
    .await?;
    Ok(())
}

/// Counts one look under a reason. Reasons from before readings were kept have no row to count in.
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
    let staff = filter.staff.unwrap_or(StaffId(uuid::Uuid::nil()));
    let by_staff = filter.staff.is_some();
    let seller = filter.seller.as_ref().map_or("", SellerId::as_str);
    let rows = match (&filter.conversation, &filter.seller, filter.staff) {
        (Some(conversation), _, _) => {
            let params = params![at, id, from, limit, staff, by_staff, seller, conversation];
            tx.query(OF_CONVERSATION, params).await?
        }
        (None, Some(seller), _) => {
            let params = params![at, id, from, limit, staff, by_staff, seller];
            tx.query(OF_SELLER, params).await?
        }
        (None, None, Some(staff)) => {
            tx.query(OF_STAFF, params![at, id, from, limit, staff])
                .await?
        }
        (None, None, None) => tx.query(ALL, params![at, id, from, limit]).await?,
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
    Ok(Reading {
        seller: row.get(0)?,
        id: row.get(1)?,
        conversation: row.get(2)?,
        staff: row.get(3)?,
        at: row.get(4)?,
        looks: row.get(5)?,
        last_look_at: row.get(6)?,
        reason: row.get(7)?,
        staff_name: row.get(8)?,
        seller_name: row.get(9)?,
        title: row.get(10)?,
    })
}
