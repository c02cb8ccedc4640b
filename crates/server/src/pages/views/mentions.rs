//! The notes in which an agent is named.

use askama::Template;

use super::format::TimeText;
use super::page::Page;

/// Newest first.
#[derive(Debug, Template)]
#[template(path = "mentions.html")]
pub struct MentionsPage {
    pub page: Page,
    pub rows: Vec<MentionRow>,
}

#[derive(Clone, Debug)]
pub struct MentionRow {
    pub url: String,
    pub subject: String,
    pub buyer: String,
    pub by: String,
    pub text: String,
    pub at: TimeText,
    pub unread: bool,
}

impl MentionsPage {
    fn has_unread(&self) -> bool {
        self.rows.iter().any(|row| row.unread)
    }
}
