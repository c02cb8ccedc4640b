//! Versions of the rules, their replays, and how good the rules are.

use askama::Template;

use crate::pages::views::format::TimeText;
use crate::pages::views::page::Page;

/// All versions, and which was active when.
#[derive(Debug, Template)]
#[template(path = "staff/rule_sets.html")]
pub struct RuleSetsPage {
    pub page: Page,
    pub active: String,
    pub rows: Vec<RuleSetRow>,
    pub activations: Vec<ActivationRow>,
    /// `None` for who may only look.
    pub form: Option<RuleSetForm>,
    /// The version that is active, where one may go back to the rules that Dopis brings along.
    pub may_leave: Option<u32>,
}

/// A version as it stands.
#[derive(Clone, Debug)]
pub struct RuleSetRow {
    pub number: u32,
    pub name: String,
    pub state_key: &'static str,
    pub is_active: bool,
    pub by: String,
    pub at: TimeText,
    pub because: Option<String>,
}

/// A version that became the active one.
#[derive(Clone, Debug)]
pub struct ActivationRow {
    pub name: String,
    pub by: String,
    pub at: TimeText,
    pub because: Option<String>,
}

/// The form of a new version, as it was sent.
#[derive(Clone, Debug)]
pub struct RuleSetForm {
    pub text: String,
    pub based_on: u32,
    pub reason: String,
    pub error: Option<String>,
}

/// What may be done with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    Nothing,
    /// It has to be replayed first.
    Replay,
    Activate,
    /// It was active before.
    GoBack,
}

/// One version.
#[derive(Debug, Template)]
#[template(path = "staff/rule_set.html")]
pub struct RuleSetPage {
    pub page: Page,
    pub row: RuleSetRow,
    /// `None` once erased.
    pub text: Option<String>,
    pub replays: Vec<ReplayRow>,
    pub next: NextStep,
    /// The version that is active now.
    pub seen: u32,
    /// `None` for who may only look.
    pub form: Option<RuleSetForm>,
}

/// A replay as it stands.
#[derive(Clone, Debug)]
pub struct ReplayRow {
    pub id: String,
    /// What it is held against.
    pub against: String,
    pub from: TimeText,
    pub to: TimeText,
    pub started: TimeText,
    pub state_key: &'static str,
    pub runs: bool,
    pub is_stopped: bool,
    pub looked: String,
    pub caught: String,
    pub freed: String,
}

/// One replay.
#[derive(Debug, Template)]
#[template(path = "staff/rule_replay.html")]
pub struct RuleReplayPage {
    pub page: Page,
    pub number: u32,
    pub name: String,
    pub row: ReplayRow,
    pub counts: Vec<ReplayCountRow>,
    pub samples: Vec<ReplaySampleRow>,
    pub may_change: bool,
}

#[derive(Clone, Debug)]
pub struct ReplayCountRow {
    pub way_key: &'static str,
    pub kind_key: &'static str,
    pub rule: String,
    pub messages: String,
}

/// Where a message lies; its words are read in its conversation.
#[derive(Clone, Debug)]
pub struct ReplaySampleRow {
    pub way_key: &'static str,
    pub kind_key: &'static str,
    pub rule: String,
    pub place: String,
    pub url: String,
}

/// How good the rules are.
#[derive(Debug, Template)]
#[template(path = "staff/rules_judged.html")]
pub struct RulesJudgedPage {
    pub page: Page,
    pub messages: String,
    pub erased: String,
    /// The version that messages were looked through again with.
    pub active: String,
    pub precision: Vec<ShareRow>,
    pub found_again: Vec<ShareRow>,
    pub may_export: bool,
}

/// A share with its interval.
#[derive(Clone, Debug)]
pub struct ShareRow {
    pub name: String,
    pub language: String,
    pub cases: String,
    pub share: String,
    pub interval: String,
}
