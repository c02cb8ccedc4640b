//! What surrounds writing in a thread: what happens next, quick replies, the draft, who can be named in a note.

use super::format::TimeText;

/// Everything around the forms of a thread; what a reader does not have is empty.
#[derive(Clone, Debug, Default)]
pub struct Writing {
    /// Who reads and what is checked, in the marketplace's own words; `None` for those that Dopis brings along.
    pub who_reads: Option<String>,
    /// For the buyer.
    pub next: Option<NextStep>,
    /// Since when the buyer's call to the marketplace stands; for the seller and staff.
    pub escalated: Option<TimeText>,
    /// The most used first; empty for those who have none.
    pub quick_replies: Vec<QuickReplyChoice>,
    /// Whether the reader can manage quick replies.
    pub manages_quick_replies: bool,
    /// Variables that stand unfilled in the text: `{{tracking}}`.
    pub gaps: Vec<String>,
    /// Whether the reader can keep a draft.
    pub keeps_draft: bool,
    /// The version of the kept draft; 0 for none.
    pub draft_version: i64,
    /// Since when the text in the form is kept, where it comes from a draft.
    pub draft_at: Option<TimeText>,
    /// Who can be named in a note.
    pub mentionable: Vec<Mentionable>,
}

/// What a buyer is told of what comes next.
#[derive(Clone, Debug)]
pub enum NextStep {
    /// The seller has time left; `possible_at` in the form of RFC 3339 is when the marketplace can be called.
    SellerAnswers {
        possible_at: Option<String>,
    },
    /// The deadline has lapsed, and the marketplace can be called.
    MayEscalate,
    Escalated(TimeText),
    SellerAnswered,
    Closed,
}

/// A quick reply in the list beside the form.
#[derive(Clone, Debug)]
pub struct QuickReplyChoice {
    pub id: String,
    pub name: String,
    pub shortcut: String,
    /// The beginning of its text.
    pub beginning: String,
}

/// An agent who can be named in a note.
#[derive(Clone, Debug)]
pub struct Mentionable {
    pub id: String,
    pub name: String,
}
