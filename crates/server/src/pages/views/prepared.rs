//! Files that are made by a job, and the forms that ask for them.

use askama::Template;

use super::format::TimeText;
use super::page::Page;

#[derive(Debug, Template)]
#[template(path = "prepared/files.html")]
pub struct PreparedPage {
    pub page: Page,
    pub shown: Shown,
    pub rows: Vec<PreparedRow>,
}

/// Which of the pages it is.
#[derive(Clone, Debug)]
pub enum Shown {
    Files,
    MyData,
    BuyerData(AskForm),
}

impl Shown {
    /// A buyer knows its own id.
    pub fn names_buyers(&self) -> bool {
        !matches!(self, Shown::MyData)
    }

    pub fn title(&self) -> &'static str {
        match self {
            Shown::Files => "prepared-title",
            Shown::MyData => "prepared-my-title",
            Shown::BuyerData(_) => "prepared-buyer-title",
        }
    }
}

/// The form with which staff ask.
#[derive(Clone, Debug, Default)]
pub struct AskForm {
    pub buyer: String,
    pub reason: String,
    /// Whether it is about the buyer rather than the reason, and what is wrong.
    pub error: Option<(bool, String)>,
}

impl AskForm {
    pub fn buyer_error(&self) -> Option<&str> {
        let error = self.error.as_ref().filter(|(about_buyer, _)| *about_buyer);
        error.map(|(_, text)| text.as_str())
    }

    pub fn reason_error(&self) -> Option<&str> {
        let error = self.error.as_ref().filter(|(about_buyer, _)| !about_buyer);
        error.map(|(_, text)| text.as_str())
    }
}

#[derive(Clone, Debug)]
pub struct PreparedRow {
    pub what: String,
    /// The id of the buyer or of the conversation.
    pub about: String,
    pub about_url: Option<String>,
    pub asked: TimeText,
    pub until: TimeText,
    pub progress: Progressed,
}

#[derive(Clone, Debug)]
pub enum Progressed {
    Waiting,
    Ready { url: String, size: String },
    Failed,
}
