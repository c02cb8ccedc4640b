//! Who wrote something, visible beside everything that is written.

/// The kind of author of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorKind {
    Agent,
    Buyer,
    Staff,
    Automation,
}

impl AuthorKind {
    /// The word shown beside the author's name.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Agent => "author-agent",
            Self::Buyer => "author-buyer",
            Self::Staff => "author-staff",
            Self::Automation => "author-automation",
        }
    }

    /// For the CSS class `by-…`.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Agent => "by-agent",
            Self::Buyer => "by-buyer",
            Self::Staff => "by-staff",
            Self::Automation => "by-automation",
        }
    }
}

impl From<rules::conversation::AuthorKind> for AuthorKind {
    fn from(kind: rules::conversation::AuthorKind) -> Self {
        use rules::conversation::AuthorKind as Kind;
        match kind {
            Kind::Agent => Self::Agent,
            Kind::Buyer => Self::Buyer,
            Kind::Staff => Self::Staff,
            Kind::Automation => Self::Automation,
        }
    }
}
