//! The agent's lists of conversations.

use askama::Template;

use super::author::AuthorKind;
use super::deadline::DeadlineChip;
use super::format::TimeText;
use super::label::{LabelOption, LabelsShown};
use super::page::Page;

/// One tab of conversations of a seller.
#[derive(Debug, Template)]
#[template(path = "conversations/inbox.html")]
pub struct InboxPage {
    pub page: Page,
    pub tabs: Vec<Tab>,
    pub views: Vec<ViewTab>,
    pub filter: InboxFilter,
    /// What became of a change to several conversations, where not all of them took it.
    pub outcome: Option<BulkOutcome>,
    /// What the viewer may do with several conversations at once.
    pub bulk: BulkForm,
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
    /// How many of them the reader has not read; 0 also where nobody counts.
    pub unread: u64,
    pub url: String,
    pub current: bool,
}

/// A saved view beside the tabs.
#[derive(Clone, Debug)]
pub struct ViewTab {
    pub name: String,
    pub url: String,
    pub unread: u64,
    pub current: bool,
}

/// The form for several conversations at once; what the viewer may not do is absent.
#[derive(Clone, Debug, Default)]
pub struct BulkForm {
    /// Path and query of the list, to come back to.
    pub back: String,
    pub assign: bool,
    pub label: bool,
    pub close: bool,
    /// The same list with every row chosen.
    pub select_all_url: String,
    pub all_selected: bool,
}

/// What became of a change to several conversations.
#[derive(Clone, Debug)]
pub struct BulkOutcome {
    pub done: u64,
    pub refused: Vec<BulkRefused>,
    /// How many were refused, for the plural.
    pub refused_count: u64,
}

/// One that was not changed, and why in words.
#[derive(Clone, Debug)]
pub struct BulkRefused {
    pub url: String,
    pub subject: String,
    pub why: String,
}

/// What the filter form contains; it is sent with GET.
#[derive(Clone, Debug, Default)]
pub struct InboxFilter {
    pub tab: &'static str,
    /// The one order or listing that a link led to.
    pub order: String,
    /// What was typed to find: an order, or words of a buyer's name.
    pub find: String,
    pub agents: Vec<AgentOption>,
    pub nobody: bool,
    pub labels: Vec<LabelOption>,
    pub unread: bool,
    /// ISO dates.
    pub from: String,
    pub to: String,
    /// Whether any field is filled.
    pub active: bool,
    /// The same tab without a filter.
    pub clear_url: String,
    /// The saved view that is shown, if its filter is as it was saved.
    pub view: Option<String>,
    /// Whether a view may be saved for all of the seller.
    pub may_share: bool,
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
    pub id: String,
    pub version: i64,
    pub url: String,
    pub unread: bool,
    pub labels: LabelsShown,
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

impl InboxFilter {
    /// A list that is only searched needs no open form below the search.
    fn is_open(&self) -> bool {
        let narrows = self.nobody
            || self.unread
            || !self.from.is_empty()
            || !self.to.is_empty()
            || self.agents.iter().any(|agent| agent.selected)
            || self.labels.iter().any(|label| label.selected);
        narrows && self.view.is_none()
    }
}
