//! Violations that a person has confirmed: the seller's page, and the two on which staff decide about contests.

use askama::Template;
use rules::moderation::Standing;

use super::format::TimeText;
use super::found::FoundView;
use super::message_text::TextPart;
use super::page::Page;

/// A seller's violations.
#[derive(Debug, Template)]
#[template(path = "strikes/of_seller.html")]
pub struct ViolationsPage {
    pub page: Page,
    /// How many count at present.
    pub counting: u64,
    /// The newest first.
    pub strikes: Vec<StrikeView>,
}

/// Contests that wait.
#[derive(Debug, Template)]
#[template(path = "strikes/contests.html")]
pub struct ContestsPage {
    pub page: Page,
    pub waiting: Vec<ContestRow>,
}

/// One violation for staff, with the form that decides about its contest.
#[derive(Debug, Template)]
#[template(path = "strikes/one.html")]
pub struct StrikePage {
    pub page: Page,
    pub seller: String,
    pub seller_url: String,
    pub strike: StrikeView,
    pub deciding: Deciding,
}

/// Whether the reader decides about the contest.
#[derive(Clone, Debug)]
pub enum Deciding {
    /// Nobody does: it is not contested, or has been decided.
    Nothing,
    /// Not who confirmed the violation.
    GaveIt,
    /// Another role does.
    MayNot,
    Form(TextForm),
}

/// A text that is asked for, as it was sent.
#[derive(Clone, Debug, Default)]
pub struct TextForm {
    pub text: String,
    pub error: Option<String>,
}

/// A contest in the list.
#[derive(Clone, Debug)]
pub struct ContestRow {
    pub url: String,
    pub seller: String,
    pub ground: String,
    pub contested: TimeText,
    pub given: TimeText,
    pub gave_it: bool,
}

/// One violation in words.
#[derive(Clone, Debug)]
pub struct StrikeView {
    pub id: String,
    pub url: String,
    pub conversation_url: String,
    pub standing: Standing,
    pub counts: bool,
    pub ground: String,
    /// "29. 11. 2026".
    pub day: String,
    pub given: TimeText,
    pub expires: TimeText,
    pub written: Option<TimeText>,
    /// The message with what was found marked; empty once erased.
    pub parts: Vec<TextPart>,
    pub found: Vec<FoundView>,
    pub contest: Option<ContestView>,
    pub contesting: Contesting,
}

/// What the seller says against it, and what was decided.
#[derive(Clone, Debug)]
pub struct ContestView {
    pub at: TimeText,
    pub text: Option<String>,
    pub outcome: Option<OutcomeView>,
}

#[derive(Clone, Debug)]
pub struct OutcomeView {
    pub key: &'static str,
    pub at: TimeText,
    pub because: Option<String>,
}

/// Whether the reader contests it.
#[derive(Clone, Debug)]
pub enum Contesting {
    /// It has been contested, or is not the reader's.
    Nothing,
    Form(TimeText, TextForm),
    /// An owner can, until then.
    Owner(TimeText),
    Over,
}

impl StrikeView {
    pub fn standing_key(&self) -> &'static str {
        match self.standing {
            Standing::Counts => "strike-standing-counts",
            Standing::Contested => "strike-standing-contested",
            Standing::Upheld => "strike-standing-upheld",
            Standing::Lifted => "strike-standing-lifted",
            Standing::Expired => "strike-standing-expired",
        }
    }

    pub fn class(&self) -> &'static str {
        match self.standing {
            Standing::Counts | Standing::Upheld => "is-overdue",
            Standing::Contested => "is-due-soon",
            Standing::Lifted => "is-due",
            Standing::Expired => "is-closed",
        }
    }

    pub fn icon(&self) -> &'static str {
        match self.standing {
            Standing::Counts | Standing::Upheld => "alert",
            Standing::Contested => "hourglass",
            Standing::Lifted => "check",
            Standing::Expired => "minus",
        }
    }

    pub fn expires_key(&self) -> &'static str {
        match self.standing == Standing::Expired {
            true => "strike-counted",
            false => "strike-expires",
        }
    }

    pub fn is_lifted(&self) -> bool {
        self.standing == Standing::Lifted
    }
}
