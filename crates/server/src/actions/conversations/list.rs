//! The lists of conversations: a seller's tabs with their counts, a buyer's own.

use jiff::Timestamp;
use rules::access::{Action, Relation, Viewer};
use rules::ids::{BuyerId, SellerId};
use store::lists::{self, Entry, Filter, Seek, Tab};
use store::{DbError, Tx};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Rows of one page at most.
pub const PAGE_MAX: u32 = 100;

/// In which order, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Tab(Tab),
    /// By last change, for programs that keep a copy.
    Changed,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub entries: Vec<Entry>,
    /// Where the next page begins, if there is one.
    pub next: Option<Seek>,
}

/// How many conversations each tab holds, counted up to `lists::COUNT_MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub needs_reply: u32,
    pub overdue: u32,
    pub waiting_for_buyer: u32,
    pub closed: u32,
    pub all: u32,
    /// What the viewer has not read, counted up to `lists::UNREAD_MAX`; `None` for a program.
    pub unread: Option<Unread>,
}

/// How many of the open conversations wait to be read by an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    pub needs_reply: u32,
    pub overdue: u32,
    pub waiting_for_buyer: u32,
}

/// One page of what the viewer may list.
pub async fn page(
    app: &App,
    viewer: &Viewer,
    order: Order,
    filter: Filter,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Page, ActionError> {
    check(viewer, Action::ListConversations, Relation::Own)?;
    let filter = read_by(viewer, filter);
    let limit = limit.clamp(1, PAGE_MAX);
    let of = whose(viewer)?;
    app.db
        .read(async move |tx: &Tx| {
            // One more than asked for tells whether there is a next page.
            let mut entries = match (&of, order) {
                (Whose::Seller(seller), Order::Tab(tab)) => {
                    lists::of_seller(tx, seller, tab, &filter, seek, limit + 1).await?
                }
                (Whose::Seller(seller), Order::Changed) => {
                    lists::of_seller_changed(tx, seller, &filter, seek, limit + 1).await?
                }
                (Whose::Buyer(buyer), Order::Tab(_)) => {
                    lists::of_buyer(tx, buyer, seek, limit + 1).await?
                }
                (Whose::Buyer(buyer), Order::Changed) => {
                    lists::of_buyer_changed(tx, buyer, seek, limit + 1).await?
                }
            };
            let more = entries.len() > limit as usize;
            entries.truncate(limit as usize);
            let next = entries
                .last()
                .filter(|_| more)
                .map(|last| seek_of(last, order));
            Ok(Page { entries, next })
        })
        .await
}

/// The counts of a seller's tabs.
pub async fn counts(app: &App, viewer: &Viewer) -> Result<Counts, ActionError> {
    check(viewer, Action::CountConversations, Relation::Own)?;
    let now = app.now();
    let Whose::Seller(seller) = whose(viewer)? else {
        return Err(ActionError::forbidden(
            "not_allowed",
            "Only sellers have these counts.",
        ));
    };
    let filter = read_by(viewer, Filter::default());
    app.db
        .read(async move |tx: &Tx| Ok(counts_of(tx, &seller, &filter, now).await?))
        .await
}

/// The same for a seller; what is unread, where the filter has a reader.
pub(super) async fn counts_of(
    tx: &Tx,
    seller: &SellerId,
    filter: &Filter,
    now: Timestamp,
) -> Result<Counts, DbError> {
    let (needs_reply, overdue, waiting_for_buyer, closed, all, unread) = tokio::try_join!(
        lists::count(tx, seller, Tab::NeedsReply),
        lists::count(tx, seller, Tab::Overdue(now)),
        lists::count(tx, seller, Tab::WaitingForBuyer),
        lists::count(tx, seller, Tab::Closed),
        lists::count(tx, seller, Tab::All),
        unread(tx, seller, filter, now),
    )?;
    Ok(Counts {
        needs_reply,
        overdue,
        waiting_for_buyer,
        closed,
        all,
        unread,
    })
}

async fn unread(
    tx: &Tx,
    seller: &SellerId,
    filter: &Filter,
    now: Timestamp,
) -> Result<Option<Unread>, DbError> {
    if filter.reader.is_none() {
        return Ok(None);
    }
    let (needs_reply, overdue, waiting_for_buyer) = tokio::try_join!(
        lists::count_unread(tx, seller, Tab::NeedsReply, filter),
        lists::count_unread(tx, seller, Tab::Overdue(now), filter),
        lists::count_unread(tx, seller, Tab::WaitingForBuyer, filter),
    )?;
    Ok(Some(Unread {
        needs_reply,
        overdue,
        waiting_for_buyer,
    }))
}

/// What is unread is each agent's own.
pub fn read_by(viewer: &Viewer, filter: Filter) -> Filter {
    let reader = match viewer {
        Viewer::Agent { agent, .. } => Some(agent.clone()),
        _ => None,
    };
    Filter { reader, ..filter }
}

#[derive(Debug, Clone)]
enum Whose {
    Seller(SellerId),
    Buyer(BuyerId),
}

fn whose(viewer: &Viewer) -> Result<Whose, ActionError> {
    match viewer {
        Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => {
            Ok(Whose::Seller(seller.clone()))
        }
        Viewer::Buyer(buyer) => Ok(Whose::Buyer(buyer.clone())),
        _ => Err(ActionError::forbidden(
            "not_allowed",
            "You have no list of conversations.",
        )),
    }
}

fn seek_of(entry: &Entry, order: Order) -> Seek {
    let at = match order {
        Order::Changed => entry.updated_at,
        Order::Tab(Tab::NeedsReply | Tab::Overdue(_)) => {
            entry.due_at.unwrap_or(entry.last_message_at)
        }
        Order::Tab(_) => entry.last_message_at,
    };
    Seek { at, id: entry.id }
}
