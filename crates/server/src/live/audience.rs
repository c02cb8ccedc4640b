//! Who may hear of what: the same as in the feed of events.

use rules::access::Viewer;
use rules::ids::{BuyerId, SellerId};
use store::events::{Placed, Scope};

/// Whose changes a connection follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    Everything,
    Seller(SellerId),
    Buyer(BuyerId),
}

impl Audience {
    /// `None` for somebody who sees no events at all.
    pub fn of(viewer: &Viewer) -> Option<Audience> {
        match viewer {
            Viewer::Buyer(buyer) => Some(Audience::Buyer(buyer.clone())),
            Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => {
                Some(Audience::Seller(seller.clone()))
            }
            Viewer::Staff { .. } | Viewer::Platform { .. } => Some(Audience::Everything),
            Viewer::Anonymous => None,
        }
    }

    /// The same as a query has it.
    pub fn scope(&self) -> Scope {
        match self {
            Audience::Everything => Scope::Everything,
            Audience::Seller(seller) => Scope::Seller(seller.clone()),
            Audience::Buyer(buyer) => Scope::Buyer(buyer.clone()),
        }
    }

    /// Whether it hears of this event.
    pub fn hears(&self, event: &Placed) -> bool {
        match self {
            Audience::Everything => true,
            Audience::Seller(_) | Audience::Buyer(_) if event.confidential => false,
            Audience::Seller(seller) => event.seller.as_ref() == Some(seller),
            Audience::Buyer(buyer) => event.buyer.as_ref() == Some(buyer),
        }
    }
}
