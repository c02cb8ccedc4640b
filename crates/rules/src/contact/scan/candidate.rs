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

    pub(crate) fn covers(&self, start: usize, end: usize) -> bool {
        self.taken[start..end].contains(&true)
    }
}
