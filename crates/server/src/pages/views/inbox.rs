//! The agent's lists of conversations.

use askama::Template;

use super::author::AuthorKind;
use super::deadline::DeadlineChip;
use super::format::TimeText;
use super::page::Page;

/// One tab of conversations of a seller.
#[derive(Debug, Template)]
#[template(path = "conversations/inbox.html")]
pub struct InboxPage {
    pub page: Page,
    pub tabs: Vec<Tab>,
    pub filter: InboxFilter,
    pub rows: Vec<InboxRow>,
    /// The address of the next page, if there is one.
    pub older: Option<String>,
    /// The address of the first page, if this is another.
    pub newest: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabKind {
    NeedsReply,
    Overdue,
    WaitingForBuyer,
    Closed,
    All,
}

#[derive(Clone, Debug)]
pub struct Tab {
    pub kind: TabKind,
    pub count: u64,
    pub url: String,
    pub current: bool,
}

/// What the filter form contains; it is sent with GET.
#[derive(Clone, Debug, Default)]
pub struct InboxFilter {
    pub tab: &'static str,
    pub order: String,
    pub buyer: String,
    pub agents: Vec<AgentOption>,
    /// ISO dates.
    pub from: String,
    pub to: String,
    /// Whether any field is filled.
    pub active: bool,
    /// The same tab without a filter.
    pub clear_url: String,
}

/// An agent in a `<select>`.
#[derive(Clone, Debug)]
pub struct AgentOption {
    pub id: String,
    pub name: String,
    pub selected: bool,
}

#[derive(Clone, Debug)]
pub struct InboxRow {
    pub url: String,
    pub buyer: String,
    pub subject: String,
    pub snippet: String,
    /// Who wrote the snippet.
    pub snippet_author: AuthorKind,
    pub chip: DeadlineChip,
    pub assignee: Option<String>,
    /// The reader has begun an answer.
    pub draft: bool,
    /// The buyer has called the marketplace.
    pub escalated: bool,
    pub last: TimeText,
}

impl TabKind {
    pub const ALL: [Self; 5] = [
        Self::NeedsReply,
        Self::Overdue,
        Self::WaitingForBuyer,
        Self::Closed,
        Self::All,
    ];

    /// For the query string `?tab=`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NeedsReply => "needs-reply",
            Self::Overdue => "overdue",
            Self::WaitingForBuyer => "waiting",
            Self::Closed => "closed",
            Self::All => "all",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.code() == code)
    }

    pub fn key(&self) -> &'static str {
        match self {
            Self::NeedsReply => "inbox-tab-needs-reply",
            Self::Overdue => "inbox-tab-overdue",
            Self::WaitingForBuyer => "inbox-tab-waiting",
            Self::Closed => "inbox-tab-closed",
            Self::All => "inbox-tab-all",
        }
    }

    fn empty_key(self) -> &'static str {
        match self {
            Self::NeedsReply => "inbox-empty-needs-reply",
            Self::Overdue => "inbox-empty-overdue",
            Self::WaitingForBuyer => "inbox-empty-waiting",
            Self::Closed => "inbox-empty-closed",
            Self::All => "inbox-empty-all",
        }
    }
}

impl InboxPage {
    fn current(&self) -> TabKind {
        self.tabs
            .iter()
            .find(|tab| tab.current)
            .map_or(TabKind::All, |tab| tab.kind)
    }

    fn empty_key(&self) -> &'static str {
        if self.filter.active {
            "inbox-empty-filtered"
        } else {
            self.current().empty_key()
        }
    }
}
