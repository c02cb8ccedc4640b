//! The pages of the marketplace's staff: finding, what is overdue, and the reason for reading a conversation.

use askama::Template;

use super::deadline::DeadlineChip;
use super::format::TimeText;
use super::page::Page;

/// Search and the sellers who keep buyers waiting.
#[derive(Debug, Template)]
#[template(path = "staff/home.html")]
pub struct StaffHomePage {
    pub page: Page,
    pub search: StaffSearch,
    /// `None` before anything was searched for.
    pub found: Option<Vec<StaffRow>>,
    pub older: Option<String>,
    pub overdue: Vec<OverdueSeller>,
}

/// What the search form contains; it is sent with GET.
#[derive(Clone, Debug, Default)]
pub struct StaffSearch {
    pub order: String,
    pub seller: String,
    pub buyer: String,
    pub conversation: String,
}

#[derive(Clone, Debug)]
pub struct StaffRow {
    pub url: String,
    pub subject: String,
    pub seller: String,
    pub buyer: String,
    pub chip: DeadlineChip,
    pub last: TimeText,
}

#[derive(Clone, Debug)]
pub struct OverdueSeller {
    /// The search for this seller.
    pub url: String,
    pub name: String,
    pub country: String,
    pub count: u64,
    pub oldest_due: TimeText,
    /// How late the oldest is.
    pub oldest_late: String,
}

/// Asks why a conversation is to be read. Nothing of its content is on this page.
#[derive(Debug, Template)]
#[template(path = "staff/reading.html")]
pub struct ReadingPage {
    pub page: Page,
    pub id: String,
    pub seller: String,
    pub buyer: String,
    pub chip: DeadlineChip,
    pub reason: String,
    pub error: Option<String>,
}
