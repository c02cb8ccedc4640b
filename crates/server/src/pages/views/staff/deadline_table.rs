//! One deadline of a seller's history, with how it came about.

use crate::pages::views::deadline::DerivationView;
use crate::pages::views::format::TimeText;

/// A deadline with its whole derivation.
#[derive(Clone, Debug)]
pub struct DeadlineRow {
    pub conversation_url: String,
    /// The URL that takes its conversation over, where that can be done.
    pub take_over_url: Option<String>,
    pub version: Option<i64>,
    pub subject: String,
    pub buyer: String,
    pub received: TimeText,
    pub due: Option<TimeText>,
    pub settled: Option<TimeText>,
    /// Class and key of the chip that says what became of it.
    pub class: &'static str,
    pub icon: &'static str,
    pub outcome_key: &'static str,
    pub derivation: DerivationView,
    pub recomputed: Vec<RecomputedRow>,
}

/// How it was computed again after a calendar had changed.
#[derive(Clone, Debug)]
pub struct RecomputedRow {
    pub at: TimeText,
    pub due_before: Option<TimeText>,
    pub due_after: Option<TimeText>,
    pub calendar_before: String,
    pub calendar_after: String,
}
