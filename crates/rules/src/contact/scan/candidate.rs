//! What a scanner has found, in bytes of the folded text.

use super::super::finding::{Kind, Reason};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) confidence: u8,
    pub(crate) rule: String,
    pub(crate) reason: Reason,
}

/// More of one kind are no message to anybody.
const MOST: usize = 100;

/// The findings so far, and the passages that need no second look.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) found: Vec<Candidate>,
    taken: Vec<bool>,
}

impl Claimed {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            found: Vec::new(),
            taken: vec![false; text.len()],
        }
    }

    pub(crate) fn add(
        &mut self,
        kind: Kind,
        (start, end): (usize, usize),
        confidence: u8,
        rule: &str,
        reason: Reason,
    ) {
        self.take(start, end);
        self.found.push(Candidate {
            kind,
            start,
            end,
            confidence,
            rule: rule.to_owned(),
            reason,
        });
    }

    /// Whatever it is, no other scanner shall make something of a part of it.
    pub(crate) fn take(&mut self, start: usize, end: usize) {
        self.taken[start..end].fill(true);
    }

    /// After so many of a kind the rest of the text is one finding, which bounds what a text can cost.
    pub(crate) fn is_full(&self, kind: Kind) -> bool {
        self.found.len() >= MOST && self.found.iter().filter(|one| one.kind == kind).count() >= MOST
    }

    /// Everything from the byte on, as one finding of the kind.
    pub(crate) fn rest(&mut self, kind: Kind, start: usize, reason: Reason) {
        let end = self.taken.len();
        if start < end {
            self.add(kind, (start, end), 90, "rest.too_many", reason);
        }
    }

    pub(crate) fn covers(&self, start: usize, end: usize) -> bool {
        self.taken[start..end].contains(&true)
    }
}
