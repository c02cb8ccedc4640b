//! Counting what the detector found, missed and made up.

use std::collections::BTreeMap;

use super::super::detector::Detector;
use super::super::finding::{Finding, Span};
use super::labelled::LabelledMessage;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Violating and found.
    pub hits: usize,
    /// Of these, those with a finding that overlaps a labelled span.
    pub placed: usize,
    /// Of the hits, those with labelled spans.
    pub with_spans: usize,
    /// Of the hits, those of which the kind is right.
    pub named: usize,
    pub misses: usize,
    /// Not violating, and yet found.
    pub false_alarms: usize,
    pub quiet: usize,
}

/// A message that was judged otherwise than by people.
#[derive(Debug, Clone)]
pub struct Mistake {
    /// Counts the messages from nought.
    pub message: usize,
    pub findings: Vec<Finding>,
}

#[derive(Debug, Clone, Default)]
pub struct Report {
    pub all: Counts,
    pub by_kind: BTreeMap<String, Counts>,
    pub by_language: BTreeMap<String, Counts>,
    pub by_difficulty: BTreeMap<String, Counts>,
    pub mistakes: Vec<Mistake>,
}

/// Looks through all messages and holds the findings against their labels.
pub fn evaluate(detector: &Detector, messages: &[LabelledMessage]) -> Report {
    let mut report = Report::default();
    for (index, message) in messages.iter().enumerate() {
        let findings = message.with(|message| detector.detect(message));
        let mut add = |key: &str, table: fn(&mut Report) -> &mut BTreeMap<String, Counts>| {
            let counts = table(&mut report).entry(key.to_owned()).or_default();
            count(counts, message, &findings);
        };
        add(&message.lang, |report| &mut report.by_language);
        let difficulty = message.difficulty.as_deref().unwrap_or("unknown");
        add(difficulty, |report| &mut report.by_difficulty);
        if message.violating {
            let kind = message.kind.map_or("unknown", |kind| kind.as_str());
            add(kind, |report| &mut report.by_kind);
        } else {
            let mut kinds: Vec<&str> = findings.iter().map(|found| found.kind.as_str()).collect();
            kinds.dedup();
            for kind in kinds {
                add(kind, |report| &mut report.by_kind);
            }
        }
        count(&mut report.all, message, &findings);
        if message.violating == findings.is_empty() {
            report.mistakes.push(Mistake {
                message: index,
                findings,
            });
        }
    }
    report
}

fn count(counts: &mut Counts, message: &LabelledMessage, findings: &[Finding]) {
    match (message.violating, findings.is_empty()) {
        (true, true) => counts.misses += 1,
        (false, true) => counts.quiet += 1,
        (false, false) => counts.false_alarms += 1,
        (true, false) => {
            counts.hits += 1;
            counts.with_spans += usize::from(!message.spans.is_empty());
            let meets = |span: Span| findings.iter().any(|found| found.span.overlaps(span));
            let spans = message.spans.iter();
            let placed = spans.map(|&(start, end)| Span { start, end }).any(meets);
            counts.placed += usize::from(placed);
            let named = findings
                .iter()
                .flat_map(|found| [found.kind].into_iter().chain(found.also.iter().copied()))
                .any(|kind| Some(kind) == message.kind);
            counts.named += usize::from(named);
        }
    }
}
