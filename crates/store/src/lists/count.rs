//! How many conversations a list holds, counted no further than anybody wants to know.

use rules::conversation::WaitsFor;
use rules::ids::SellerId;

use super::entry::{Filter, Tab};
use super::of_seller::{narrowed, planned_for_all};
use super::sql::{
    UNREAD_ALL, UNREAD_CLOSED, UNREAD_NEEDS_REPLY, UNREAD_OVERDUE, UNREAD_WAITING_FOR_BUYER,
};
use crate::{DbError, Tx, Value, params};

/// Highest number that a count gives; more is not counted.
pub const COUNT_MAX: u32 = 1_000;

/// The same for what is unread.
pub const UNREAD_MAX: u32 = 100;

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

/// How many conversations of a list wait to be read by the filter's reader, counted up to [`UNREAD_MAX`].
pub async fn count_unread(
    tx: &Tx,
    seller: &SellerId,
    tab: Tab,
    filter: &Filter,
) -> Result<u32, DbError> {
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
    let (_, row) = tokio::try_join!(planned_for_all(tx), tx.query_one(sql, params))?;
    row.get(0)
}
