//! The buyer's own conversations.

use askama::Template;

use super::author::AuthorKind;
use super::deadline::DeadlineChip;
use super::format::TimeText;
use super::page::Page;

#[derive(Debug, Template)]
#[template(path = "buyer/conversations.html")]
pub struct BuyerConversationsPage {
    pub page: Page,
    pub rows: Vec<BuyerRow>,
    pub older: Option<String>,
    pub newest: Option<String>,
}

#[derive(Clone, Debug)]
pub struct BuyerRow {
    pub url: String,
    pub subject: String,
    pub seller: String,
    pub snippet: String,
    pub snippet_author: AuthorKind,
    /// In the buyer's words: [`DeadlineChip::for_buyer`].
    pub chip: DeadlineChip,
    /// The buyer has begun a message.
    pub draft: bool,
    pub last: TimeText,
}
