//! The reason for reading a conversation.

use askama::Template;

use crate::pages::views::deadline::DeadlineChip;
use crate::pages::views::page::Page;

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
    pub ticket: String,
    /// The refusal is about the ticket, and not about the reason.
    pub wrong_ticket: bool,
    pub error: Option<String>,
}
