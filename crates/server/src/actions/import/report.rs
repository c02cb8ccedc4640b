//! What an import did.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::marketplace::Outcome;

/// Refused lines that a report lists; beyond that it only counts them.
pub const REFUSED_MAX: usize = 10_000;

/// What became of the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Report {
    /// All lines that were not empty.
    pub lines: u64,
    /// By type: `seller`, `agent`, `buyer`, `listing`, `order`, `conversation`.
    #[schema(value_type = Object)]
    pub types: BTreeMap<&'static str, Counts>,
    pub refused_total: u64,
    /// In the order of the lines; the first 10,000.
    pub refused: Vec<Refused>,
}

/// What became of the lines of one type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    pub created: u64,
    pub changed: u64,
    /// Everything was known already.
    pub unchanged: u64,
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refused {
    /// Counted from 1.
    pub line: u64,
    pub reason: String,
}

impl Report {
    pub(super) fn count(&mut self, kind: &'static str, outcome: Outcome) {
        let counts = self.types.entry(kind).or_default();
        match outcome {
            Outcome::Created => counts.created += 1,
            Outcome::Changed => counts.changed += 1,
            Outcome::Unchanged => counts.unchanged += 1,
        }
    }

    pub(super) fn refuse(&mut self, line: u64, reason: String) {
        self.refused_total += 1;
        if self.refused.len() < REFUSED_MAX {
            self.refused.push(Refused { line, reason });
        }
    }
}
