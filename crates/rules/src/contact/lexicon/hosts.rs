//! Domains that somebody knows: services, shorteners, carriers, and names that only look like one.

use super::super::finding::Kind;

/// What is known of a domain and everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Host {
    /// Leads out, to this kind of place.
    Leads(Kind),
    /// Gives mailboxes to everybody.
    Mail,
    /// A carrier, an authority: may be named.
    Allowed,
}

impl Host {
    pub(super) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "mail" => Self::Mail,
            "allowed" => Self::Allowed,
            kind => Self::Leads(Kind::parse(kind)?),
        })
    }
}
