//! Who of the staff read what.

use askama::Template;

use crate::pages::views::format::TimeText;
use crate::pages::views::page::Page;

#[derive(Debug, Template)]
#[template(path = "staff/readings.html")]
pub struct ReadingsPage {
    pub page: Page,
    pub filter: ReadingsFilter,
    pub rows: Vec<ReadingRow>,
    pub older: Option<String>,
    pub newest: Option<String>,
    /// The same as a file.
    pub csv_url: String,
}

/// What the filter form contains, as it was sent.
#[derive(Clone, Debug, Default)]
pub struct ReadingsFilter {
    /// Id and name of each person of staff, and whether it is chosen.
    pub people: Vec<(String, String, bool)>,
    pub seller: String,
    /// The id of a conversation, or the number of an order.
    pub conversation: String,
    /// Code and text of each kind, and whether it is chosen.
    pub whats: Vec<(&'static str, &'static str, bool)>,
    /// ISO dates.
    pub from: String,
    pub to: String,
    pub active: bool,
    pub error: Option<String>,
}

/// A reason with the looks that followed.
#[derive(Clone, Debug)]
pub struct ReadingRow {
    pub id: String,
    pub person: String,
    pub at: TimeText,
    /// Or why there is none.
    pub reason: String,
    pub ticket: Option<String>,
    pub looks: u64,
    pub last_look: Option<TimeText>,
    pub conversation_url: Option<String>,
    pub subject: String,
    /// Where the seller's page is, and its name.
    pub seller: Option<(String, String)>,
    pub break_glass: bool,
    pub confidential_until: Option<TimeText>,
    pub may_be_confidential: bool,
}
