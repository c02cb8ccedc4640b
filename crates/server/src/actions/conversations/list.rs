//! The lists of conversations: a seller's tabs with their counts, a buyer's own.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{AgentId, BuyerId, SellerId};
use store::Tx;
use store::lists::{self, Counts, Entry, Filter, Seek, Tab};

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
    let reader = reader(viewer).cloned();
    app.db
        .read(async move |tx: &Tx| Ok(lists::counts(tx, &seller, reader.as_ref(), now).await?))
        .await
}

/// What is unread is each agent's own.
pub fn read_by(viewer: &Viewer, filter: Filter) -> Filter {
    let reader = reader(viewer).cloned();
    Filter { reader, ..filter }
}

fn reader(viewer: &Viewer) -> Option<&AgentId> {
    match viewer {
        Viewer::Agent { agent, .. } => Some(agent),
        _ => None,
    }
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
