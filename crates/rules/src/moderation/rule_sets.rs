//! Versions of the rules: what may be done with one, and what one finds otherwise than another.

use serde::{Deserialize, Serialize};

use crate::contact::Finding;

/// No version of the marketplace's own: the rules that Dopis brings along and the files of its operator.
pub const NO_RULE_SET: u32 = 0;

/// Days that a replay may look back.
pub const REPLAY_DAYS_MAX: u32 = 366;

/// How far a version has come. It follows from what has been done with it, and is kept nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSetState {
    Draft,
    /// It has been held against real messages to the end.
    Replayed,
    /// Messages are looked through with it.
    Active,
    /// It was active before.
    Retired,
}

/// What is known of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleSetFacts {
    pub number: u32,
    /// The version that is active now; [`NO_RULE_SET`] without one.
    pub active: u32,
    pub was_active: bool,
    /// The version that its last whole replay held it against.
    pub replayed_against: Option<u32>,
}

/// Why a version does not become the active one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActivationRefused {
    #[error("This version is active already.")]
    AlreadyActive,
    #[error("Replay the version on messages of the last days first.")]
    NotReplayed,
    #[error("Another version has become active since the replay. Replay this one again.")]
    ReplayOutdated,
}

impl ActivationRefused {
    pub fn code(self) -> &'static str {
        match self {
            ActivationRefused::AlreadyActive => "already_active",
            ActivationRefused::NotReplayed => "not_replayed",
            ActivationRefused::ReplayOutdated => "replay_outdated",
        }
    }
}

impl RuleSetFacts {
    pub fn state(&self) -> RuleSetState {
        match self {
            facts if facts.number == facts.active => RuleSetState::Active,
            facts if facts.was_active || facts.number == NO_RULE_SET => RuleSetState::Retired,
            facts if facts.replayed_against.is_some() => RuleSetState::Replayed,
            _ => RuleSetState::Draft,
        }
    }

    /// Whether it may become the active one. What was active before may at once, so that a mistake can be undone.
    pub fn may_activate(&self) -> Result<(), ActivationRefused> {
        match self.state() {
            RuleSetState::Active => Err(ActivationRefused::AlreadyActive),
            RuleSetState::Retired => Ok(()),
            RuleSetState::Draft => Err(ActivationRefused::NotReplayed),
            RuleSetState::Replayed if self.replayed_against == Some(self.active) => Ok(()),
            RuleSetState::Replayed => Err(ActivationRefused::ReplayOutdated),
        }
    }
}

/// What becomes of a finding with another version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It is found now, and was not.
    Caught,
    /// It was found, and is not now.
    Freed,
}

impl Way {
    pub const ALL: [Way; 2] = [Way::Caught, Way::Freed];

    pub fn code(self) -> &'static str {
        match self {
            Way::Caught => "caught",
            Way::Freed => "freed",
        }
    }

    pub fn from_code(code: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// What one version finds in a message and the other does not: the same words as the same kind are the same thing,
/// whichever rule finds them.
pub fn differences<'a>(before: &'a [Finding], after: &'a [Finding]) -> Vec<(Way, &'a Finding)> {
    let new = |found: &&Finding| !is_among(before, found);
    let gone = |found: &&Finding| !is_among(after, found);
    let caught = after.iter().filter(new).map(|found| (Way::Caught, found));
    let freed = before.iter().filter(gone).map(|found| (Way::Freed, found));
    caught.chain(freed).collect()
}

fn is_among(findings: &[Finding], wanted: &Finding) -> bool {
    findings.iter().any(|found| {
        found.place == wanted.place
            && found.span.overlaps(wanted.span)
            && (found.kind == wanted.kind || found.also.contains(&wanted.kind))
    })
}
