//! The moderators' queue, and one message with everything that a decision needs.

use askama::Template;

use crate::pages::views::author::AuthorKind;
use crate::pages::views::deadline::DerivationView;
use crate::pages::views::format::TimeText;
use crate::pages::views::found::FoundView;
use crate::pages::views::message_text::TextPart;
use crate::pages::views::page::Page;

/// What waits, the oldest promise first.
#[derive(Debug, Template)]
#[template(path = "staff/reviews.html")]
pub struct ReviewsPage {
    pub page: Page,
    /// How many wait, and how many of them too long, in words.
    pub waiting: String,
    pub rows: Vec<ReviewRow>,
    /// Where the list goes on.
    pub older: Option<String>,
    /// Whether the reader decides.
    pub decides: bool,
}

#[derive(Clone, Debug)]
pub struct ReviewRow {
    pub id: String,
    pub subject: String,
    pub seller: String,
    pub cause: String,
    pub due: TimeText,
    pub overdue: bool,
    pub state: &'static str,
    /// Nobody has it, or the reader itself.
    pub free: bool,
}

/// One message.
#[derive(Debug, Template)]
#[template(path = "staff/review.html")]
pub struct ReviewPage {
    pub page: Page,
    pub id: String,
    pub conversation: String,
    pub subject: String,
    pub seller: String,
    pub seller_url: String,
    pub cause: String,
    pub due: TimeText,
    pub overdue: bool,
    pub derivation: DerivationView,
    /// The message with the words marked that were found; empty once it has been erased.
    pub parts: Vec<TextPart>,
    /// It waits, and the buyer does not see it.
    pub unsent: bool,
    pub found: Vec<FoundView>,
    pub stated: Option<String>,
    pub around: Vec<AroundView>,
    /// What was decided; then nothing is offered.
    pub decided: Option<DecidedView>,
    pub choices: Vec<DecisionChoice>,
    pub note: String,
    pub error: Option<String>,
    pub earlier: Vec<DecidedView>,
}

/// A message beside the one that is looked at, or itself.
#[derive(Clone, Debug)]
pub struct AroundView {
    pub author: AuthorKind,
    pub at: TimeText,
    pub parts: Vec<TextPart>,
    pub itself: bool,
}

/// A decision with the grounds that it may have.
#[derive(Clone, Debug)]
pub struct DecisionChoice {
    pub name_key: &'static str,
    pub about_key: &'static str,
    pub grounds: Vec<GroundChoice>,
}

#[derive(Clone, Debug)]
pub struct GroundChoice {
    pub code: &'static str,
    pub name_key: &'static str,
    /// The digit that decides with it.
    pub key: u8,
}

/// What was decided about a message.
#[derive(Clone, Debug)]
pub struct DecidedView {
    pub url: String,
    pub at: TimeText,
    pub decision: String,
    pub ground: String,
    pub cause: String,
    pub note: Option<String>,
}
