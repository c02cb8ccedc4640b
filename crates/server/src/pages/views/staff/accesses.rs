//! Access that a second person approves.

use askama::Template;

use crate::pages::views::format::TimeText;
use crate::pages::views::page::Page;

#[derive(Debug, Template)]
#[template(path = "staff/accesses.html")]
pub struct AccessesPage {
    pub page: Page,
    /// `None` for somebody who does not ask.
    pub form: Option<AccessForm>,
    pub rows: Vec<AccessRow>,
    pub older: Option<String>,
    pub newest: Option<String>,
}

/// What the form contains, as it was sent.
#[derive(Clone, Debug, Default)]
pub struct AccessForm {
    pub conversation: String,
    pub seller: String,
    pub reason: String,
    pub ticket: String,
    pub error: Option<String>,
}

/// Access that somebody has asked for.
#[derive(Clone, Debug)]
pub struct AccessRow {
    pub id: String,
    pub asked_by: String,
    pub at: TimeText,
    /// The conversation's subject; `None`: all of the seller's.
    pub subject: Option<String>,
    pub conversation_url: String,
    pub seller: String,
    pub seller_url: String,
    pub reason: Option<String>,
    pub ticket: Option<String>,
    /// The key of the text that says how it stands.
    pub state: &'static str,
    /// Until when it was approved.
    pub until: Option<TimeText>,
    pub decided_by: Option<String>,
    /// The reader is the second person.
    pub decidable: bool,
    pub endable: bool,
    /// It waits or runs, and the row says so.
    pub open: bool,
}
