//! The calls of buyers that wait for the marketplace.

use askama::Template;

use super::format::TimeText;
use super::page::Page;

/// Oldest first.
#[derive(Debug, Template)]
#[template(path = "staff/escalations.html")]
pub struct EscalationsPage {
    pub page: Page,
    pub rows: Vec<EscalationRow>,
    /// Whether the reader may take a conversation over.
    pub takes_over: bool,
}

#[derive(Clone, Debug)]
pub struct EscalationRow {
    pub id: String,
    pub subject: String,
    pub seller: String,
    pub buyer: String,
    pub at: TimeText,
    /// How long the buyer has been waiting for the marketplace.
    pub waits: String,
    /// For `version` in the form that takes it over.
    pub version: u64,
}
