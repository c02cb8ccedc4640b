//! Events: one immutable row for each thing that happened, and the gapless positions that they get after the commit.

use jiff::Timestamp;
use rules::ids::{BuyerId, ConversationId, EventId, SellerId};

use crate::insert::Insert;
use crate::{DbError, Row, Tx, params};

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stream {
    Conversation(ConversationId),
    Seller(SellerId),
    Buyer(BuyerId),
    Staff(String),
    /// Calendars, tokens, imports and whatever else belongs to the marketplace as a whole.
    Marketplace(String),
}

impl Stream {
    pub fn kind(&self) -> &'static str {
        match self {
            Stream::Conversation(_) => "conversation",
            Stream::Seller(_) => "seller",
            Stream::Buyer(_) => "buyer",
            Stream::Staff(_) => "staff",
            Stream::Marketplace(_) => "marketplace",
        }
    }

    pub fn id(&self) -> String {
        match self {
            Stream::Conversation(id) => id.to_string(),
            Stream::Seller(id) => id.to_string(),
            Stream::Buyer(id) => id.to_string(),
            Stream::Staff(id) | Stream::Marketplace(id) => id.clone(),
        }
    }

    fn read(kind: &str, id: String) -> Result<Stream, DbError> {
        let wrong = || DbError::decode(3, "not the id of such a stream");
        Ok(match kind {
            "conversation" => Stream::Conversation(id.parse().map_err(|_| wrong())?),
            "seller" => Stream::Seller(SellerId::parse(id).map_err(|_| wrong())?),
            "buyer" => Stream::Buyer(BuyerId::parse(id).map_err(|_| wrong())?),
            "staff" => Stream::Staff(id),
            "marketplace" => Stream::Marketplace(id),
            _ => return Err(DbError::decode(2, "an unknown kind of stream")),
        })
    }
}

/// One record of something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    /// `None` where it concerns no single seller.
    pub seller: Option<SellerId>,
    pub stream: Stream,
    /// The buyer of the conversation, who may see the event too.
    pub buyer: Option<BuyerId>,
    pub kind: String,
    pub actor_kind: String,
    pub actor_id: String,
    pub at: Timestamp,
    /// JSON; holds only what may stay forever.
    pub body: String,
    /// Its place among all events, counted from 0; `None` until it has been given one.
    pub position: Option<i64>,
}

/// Whose events a reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    Everything,
    Seller(SellerId),
    Buyer(BuyerId),
}

static INSERT: Insert = Insert::new(
    "INSERT INTO events (seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
);

/// Writes an event, without a position.
pub async fn insert(tx: &Tx, event: &Event) -> Result<(), DbError> {
    insert_all(tx, std::slice::from_ref(event)).await
}

/// All of them, sent together.
pub async fn insert_all(tx: &Tx, events: &[Event]) -> Result<(), DbError> {
    let row = |event: &Event| {
        params![
            event.seller.as_ref().map_or("", SellerId::as_str),
            event.id,
            event.stream.kind(),
            event.stream.id(),
            event.buyer,
            event.kind,
            event.actor_kind,
            event.actor_id,
            event.at,
            event.body
        ]
    };
    INSERT.rows(tx, events.iter().map(row)).await?;
    if !events.is_empty() {
        tx.note_recorded();
    }
    Ok(())
}

/// The events of one conversation in the order of their ids.
pub async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<Event>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body, position \
             FROM events WHERE seller_id = ?1 AND stream_kind = 'conversation' AND stream_id = ?2 ORDER BY event_id",
            params![seller, conversation.to_string()],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The events of a kind in one conversation, in the order of their ids.
pub async fn of_kind(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    kind: &str,
) -> Result<Vec<Event>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body, position \
             FROM events WHERE seller_id = ?1 AND stream_kind = 'conversation' AND stream_id = ?2 AND kind = ?3 \
             ORDER BY event_id",
            params![seller, conversation.to_string(), kind],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What happened to a seller's own record, newest first.
pub async fn of_seller_record(
    tx: &Tx,
    seller: &SellerId,
    limit: u32,
) -> Result<Vec<Event>, DbError> {
    let rows = tx
        .query(
            "SELECT seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body, position \
             FROM events WHERE seller_id = ?1 AND stream_kind = 'seller' AND stream_id = ?1 \
             ORDER BY event_id DESC LIMIT ?2",
            params![seller, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Events after a position that the scope may see, in order.
pub async fn after(
    tx: &Tx,
    scope: &Scope,
    position: i64,
    limit: u32,
) -> Result<Vec<Event>, DbError> {
    let rows = match scope {
        Scope::Everything => {
            tx.query(
                "SELECT seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body, position \
                 FROM events WHERE position > ?1 ORDER BY position LIMIT ?2",
                params![position, limit],
            )
            .await?
        }
        Scope::Seller(seller) => {
            tx.query(
                "SELECT seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body, position \
                 FROM events WHERE seller_id = ?1 AND position > ?2 \
                 AND NOT EXISTS (SELECT 1 FROM confidential_events h WHERE h.seller_id = events.seller_id \
                 AND h.event_id = events.event_id) ORDER BY position LIMIT ?3",
                params![seller, position, limit],
            )
            .await?
        }
        Scope::Buyer(buyer) => {
            tx.query(
                "SELECT seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body, position \
                 FROM events WHERE buyer_id = ?1 AND position > ?2 \
                 AND NOT EXISTS (SELECT 1 FROM confidential_events h WHERE h.seller_id = events.seller_id \
                 AND h.event_id = events.event_id) ORDER BY position LIMIT ?3",
                params![buyer, position, limit],
            )
            .await?
        }
    };
    rows.iter().map(read).collect()
}

/// As much of an event as says whom it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub position: i64,
    pub seller: Option<SellerId>,
    pub buyer: Option<BuyerId>,
    pub stream: Stream,
    pub kind: String,
    /// The parties are not told of it.
    pub confidential: bool,
}

/// The position of the newest event that has one; -1 before the first.
pub async fn any_last_position(tx: &Tx) -> Result<i64, DbError> {
    let row = tx
        .query_one(
            "SELECT COALESCE(MAX(position), -1) FROM events WHERE position IS NOT NULL",
            params![],
        )
        .await?;
    row.get(0)
}

/// What was placed after a position, in order, whomever it concerns.
pub async fn any_placed_after(tx: &Tx, position: i64, limit: u32) -> Result<Vec<Placed>, DbError> {
    placed_after(tx, &Scope::Everything, position, limit).await
}

/// What was placed after a position, in order, as far as the scope may see it.
pub async fn placed_after(
    tx: &Tx,
    scope: &Scope,
    position: i64,
    limit: u32,
) -> Result<Vec<Placed>, DbError> {
    let rows = match scope {
        Scope::Everything => {
            tx.query(
                "SELECT position, seller_id, buyer_id, stream_kind, stream_id, kind, EXISTS (SELECT 1 FROM confidential_events h \
                 WHERE h.seller_id = events.seller_id AND h.event_id = events.event_id) FROM events \
                 WHERE position > ?1 ORDER BY position LIMIT ?2",
                params![position, limit],
            )
            .await?
        }
        Scope::Seller(seller) => {
            tx.query(
                "SELECT position, seller_id, buyer_id, stream_kind, stream_id, kind, FALSE FROM events \
                 WHERE seller_id = ?1 AND position > ?2 \
                 AND NOT EXISTS (SELECT 1 FROM confidential_events h WHERE h.seller_id = events.seller_id \
                 AND h.event_id = events.event_id) ORDER BY position LIMIT ?3",
                params![seller, position, limit],
            )
            .await?
        }
        Scope::Buyer(buyer) => {
            tx.query(
                "SELECT position, seller_id, buyer_id, stream_kind, stream_id, kind, FALSE FROM events \
                 WHERE buyer_id = ?1 AND position > ?2 \
                 AND NOT EXISTS (SELECT 1 FROM confidential_events h WHERE h.seller_id = events.seller_id \
                 AND h.event_id = events.event_id) ORDER BY position LIMIT ?3",
                params![buyer, position, limit],
            )
            .await?
        }
    };
    rows.iter().map(read_placed).collect()
}

/// Gives the oldest waiting events the next positions; says how many. Only the holder of the lease `positions` calls it.
pub async fn any_give_positions(tx: &Tx, limit: u32) -> Result<usize, DbError> {
    let placed = tx
        .execute(
        "UPDATE events SET position = waiting.position FROM \
         (SELECT oldest.seller_id, oldest.event_id, \
         (SELECT COALESCE(MAX(position), -1) FROM events WHERE position IS NOT NULL) \
         + ROW_NUMBER() OVER (ORDER BY oldest.event_id, oldest.seller_id) AS position FROM \
         (SELECT seller_id, event_id FROM events WHERE position IS NULL ORDER BY event_id, seller_id LIMIT ?1) oldest) \
         waiting WHERE events.seller_id = waiting.seller_id AND events.event_id = waiting.event_id",
        params![limit],
    )
    .await?;
    Ok(usize::try_from(placed).unwrap_or(usize::MAX))
}

fn read_placed(row: &Row) -> Result<Placed, DbError> {
    let kind: String = row.get(3)?;
    Ok(Placed {
        position: row.get(0)?,
        seller: read_seller(row, 1)?,
        buyer: row.get(2)?,
        stream: Stream::read(&kind, row.get(4)?)?,
        kind: row.get(5)?,
        confidential: row.get(6)?,
    })
}

/// The column is empty where an event concerns no single seller.
fn read_seller(row: &Row, column: usize) -> Result<Option<SellerId>, DbError> {
    seller_of(row.get(column)?, column)
}

/// The same of a text that was read.
pub(crate) fn seller_of(seller: String, column: usize) -> Result<Option<SellerId>, DbError> {
    match seller.as_str() {
        "" => Ok(None),
        _ => SellerId::parse(seller)
            .map(Some)
            .map_err(|error| DbError::decode(column, error.to_string())),
    }
}

fn read(row: &Row) -> Result<Event, DbError> {
    let kind: String = row.get(2)?;
    Ok(Event {
        id: row.get(1)?,
        seller: read_seller(row, 0)?,
        stream: Stream::read(&kind, row.get(3)?)?,
        buyer: row.get(4)?,
        kind: row.get(5)?,
        actor_kind: row.get(6)?,
        actor_id: row.get(7)?,
        at: row.get(8)?,
        body: row.get(9)?,
        position: row.get(10)?,
    })
}
