//! Who reads a message, as far as that decides which of its words are shown.

use crate::access::Viewer;
use crate::conversation::AuthorKind;

/// The side that reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reader {
    Seller,
    Buyer,
    Marketplace,
}

impl Reader {
    /// Whoever is neither the buyer nor of the marketplace reads as a seller, and is shown no more than that.
    pub fn of(viewer: &Viewer) -> Reader {
        match viewer {
            Viewer::Buyer(_) => Reader::Buyer,
            Viewer::Staff { .. } => Reader::Marketplace,
            Viewer::Agent { .. }
            | Viewer::Automation { .. }
            | Viewer::Anonymous
            | Viewer::Platform { .. } => Reader::Seller,
        }
    }

    /// Whether such an author writes for this side.
    pub fn wrote(self, author: AuthorKind) -> bool {
        match self {
            Reader::Seller => matches!(author, AuthorKind::Agent | AuthorKind::Automation),
            Reader::Buyer => author == AuthorKind::Buyer,
            Reader::Marketplace => author == AuthorKind::Staff,
        }
    }

    /// Whether it sees every word of what such an author wrote.
    pub fn sees_whole(self, author: AuthorKind) -> bool {
        match (self, author) {
            (Reader::Marketplace, _) | (_, AuthorKind::Staff) => true,
            (Reader::Seller, AuthorKind::Agent | AuthorKind::Automation) => true,
            (Reader::Buyer, AuthorKind::Buyer) => true,
            (Reader::Seller, AuthorKind::Buyer) => false,
            (Reader::Buyer, AuthorKind::Agent | AuthorKind::Automation) => false,
        }
    }
}
