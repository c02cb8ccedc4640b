//! How many conversations a list holds, counted no further than anybody wants to know.

use futures::future::try_join_all;
use jiff::Timestamp;
use rules::ids::{AgentId, SellerId};

use super::entry::{Filter, Tab};
use super::of_seller::{narrowed, planned_for_all};
use super::sql::{
    COUNTS, UNREAD_ALL, UNREAD_CLOSED, UNREAD_NEEDS_REPLY, UNREAD_OVERDUE, UNREAD_WAITING_FOR_BUYER,
};
use crate::{DbError, Row, Tx, Value, params};

/// Highest number that a count gives; more is not counted.
pub const COUNT_MAX: u32 = 1_000;

/// The same for what is unread.
pub const UNREAD_MAX: u32 = 100;

/// How many conversations each tab of a seller holds, counted up to [`COUNT_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub needs_reply: u32,
    pub overdue: u32,
    pub waiting_for_buyer: u32,
    pub closed: u32,
    pub all: u32,
    /// What the reader has not read, counted up to [`UNREAD_MAX`]; `None` without one.
    pub unread: Option<Unread>,
}

/// How many of the open conversations wait to be read by an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    pub needs_reply: u32,
    pub overdue: u32,
    pub waiting_for_buyer: u32,
}

/// The counts of a seller's tabs, and of what is unread in them by this agent.
pub async fn counts(
    tx: &Tx,
    seller: &SellerId,
    reader: Option<&AgentId>,
    now: Timestamp,
) -> Result<Counts, DbError> {
    let (_, row, unread) = tokio::try_join!(
        planned_for_all(tx),
        tx.query_one(COUNTS, params![seller, COUNT_MAX, COUNT_MAX - 1, now]),
        unread(tx, seller, reader, now),
    )?;
    read(&row, unread)
}

fn read(row: &Row, unread: Option<Unread>) -> Result<Counts, DbError> {
    let [
        needs_reply,
        overdue,
        waiting_for_buyer,
        closed,
        for_marketplace,
    ] = [
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
    ];
    // Each conversation waits for one of the four.
    let all: u32 = needs_reply + waiting_for_buyer + closed + for_marketplace;
    Ok(Counts {
        needs_reply,
        overdue,
        waiting_for_buyer,
        closed,
        all: all.min(COUNT_MAX),
        unread,
    })
}

async fn unread(
    tx: &Tx,
    seller: &SellerId,
    reader: Option<&AgentId>,
    now: Timestamp,
) -> Result<Option<Unread>, DbError> {
    let Some(reader) = reader else {
        return Ok(None);
    };
    let filter = Filter {
        reader: Some(reader.clone()),
        ..Filter::default()
    };
    let (needs_reply, overdue, waiting_for_buyer) = tokio::try_join!(
        unread_of(tx, seller, Tab::NeedsReply, &filter),
        unread_of(tx, seller, Tab::Overdue(now), &filter),
        unread_of(tx, seller, Tab::WaitingForBuyer, &filter),
    )?;
    Ok(Some(Unread {
        needs_reply,
        overdue,
        waiting_for_buyer,
    }))
}

/// How many conversations of each list wait to be read by its filter's reader, counted up to [`UNREAD_MAX`].
pub async fn count_unread(
    tx: &Tx,
    seller: &SellerId,
    lists: &[(Tab, Filter)],
) -> Result<Vec<u32>, DbError> {
    let counted = lists
        .iter()
        .map(|(tab, filter)| unread_of(tx, seller, *tab, filter));
    let (_, counts) = tokio::try_join!(planned_for_all(tx), try_join_all(counted))?;
    Ok(counts)
}

/// The same where the transaction plans for all values already.
async fn unread_of(tx: &Tx, seller: &SellerId, tab: Tab, filter: &Filter) -> Result<u32, DbError> {
    let sql = match tab {
        Tab::NeedsReply => UNREAD_NEEDS_REPLY,
        Tab::Overdue(_) => UNREAD_OVERDUE,
        Tab::WaitingForBuyer => UNREAD_WAITING_FOR_BUYER,
        Tab::Closed => UNREAD_CLOSED,
        Tab::All => UNREAD_ALL,
    };
    let mut params = narrowed(seller, filter, UNREAD_MAX);
    if let Tab::Overdue(now) = tab {
        params.push(Value::Integer(now.as_microsecond()));
    }
    tx.query_one(sql, params).await?.get(0)
}
