//! Who may open a conversation about what.

use super::Subject;
use crate::access::Viewer;
use crate::ids::BuyerId;

/// What is known about the subject when somebody wants to open a conversation about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectFacts {
    pub subject: Subject,
    /// The buyer of the order; `None` for a listing.
    pub bought_by: Option<BuyerId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenRefused {
    #[error("the viewer may not open conversations")]
    NotAllowed,
    #[error("a seller writes first only about an order of that buyer")]
    SellerNeedsOrder,
    #[error("the order is another buyer's")]
    OtherBuyersOrder,
}

impl OpenRefused {
    pub fn code(self) -> &'static str {
        match self {
            OpenRefused::NotAllowed => "not_allowed",
            OpenRefused::SellerNeedsOrder => "seller_needs_order",
            OpenRefused::OtherBuyersOrder => "other_buyers_order",
        }
    }
}

/// A buyer opens one about a listing or an order of its own; a seller only about an order of that buyer;
/// staff about either.
pub fn may_open(viewer: &Viewer, buyer: &BuyerId, facts: &SubjectFacts) -> Result<(), OpenRefused> {
    if let Some(owner) = &facts.bought_by
        && owner != buyer
    {
        return Err(OpenRefused::OtherBuyersOrder);
    }
    match viewer {
        Viewer::Buyer(own) if own == buyer => Ok(()),
        Viewer::Staff { .. } => Ok(()),
        Viewer::Agent { .. } => match facts.subject {
            Subject::Order(_) => Ok(()),
            Subject::Listing(_) => Err(OpenRefused::SellerNeedsOrder),
        },
        _ => Err(OpenRefused::NotAllowed),
    }
}
