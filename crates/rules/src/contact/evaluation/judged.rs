//! Messages that people of the marketplace have decided about: how right each rule was, and what is found again.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::detector::Detector;
use super::super::finding::{Finding, Kind};
use super::super::message::{Author, Message};

/// A message with what a person decided and what was found in it when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedMessage {
    /// `None` once erased.
    pub text: Option<String>,
    /// Empty, if nobody has said it.
    pub language: String,
    pub author: Author,
    /// Why somebody looked at it: `held`, `disputed` or `sampled`.
    pub cause: &'static str,
    /// Whether its words lead out of the marketplace.
    pub violating: bool,
    pub findings: Vec<Finding>,
}

/// One line of the export, as the evaluation reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelledLine<'a> {
    pub text: &'a str,
    pub lang: &'a str,
    pub role: &'static str,
    pub violating: bool,
    /// Of the surest finding.
    pub kind: Option<Kind>,
    /// Of what leads out; none where nothing does.
    pub spans: Vec<(usize, usize)>,
    /// The rules that found something in it.
    pub rule: Vec<&'a str>,
    pub cause: &'static str,
}

/// Of so many cases so many were right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub hits: usize,
    pub cases: usize,
}

/// How good the rules are by what people decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgement {
    /// By rule and language: of the messages in which the rule found something, those that lead out.
    pub precision: BTreeMap<(String, String), Share>,
    /// By language and why somebody looked: of the messages that lead out, those in which something is found now.
    pub found_again: BTreeMap<(String, &'static str), Share>,
    pub messages: usize,
    /// Of these, those of which the text is erased: they count for the rules, and cannot be looked through again.
    pub erased: usize,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.cases += 1;
        self.hits += usize::from(hit);
    }
}

impl Judgement {
    /// Counts one more message; it is looked through again without what was known around it.
    pub fn add(&mut self, detector: &Detector, judged: &JudgedMessage) {
        self.messages += 1;
        let mut rules: Vec<&str> = judged
            .findings
            .iter()
            .map(|found| found.rule.as_str())
            .collect();
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            let key = (rule.to_owned(), judged.language.clone());
            self.precision.entry(key).or_default().add(judged.violating);
        }
        let Some(text) = &judged.text else {
            self.erased += 1;
            return;
        };
        if judged.violating {
            let languages = [judged.language.as_str()];
            let found = detector.detect(&Message {
                text,
                languages: &languages,
                author: judged.author,
                ..Message::default()
            });
            let key = (judged.language.clone(), judged.cause);
            self.found_again
                .entry(key)
                .or_default()
                .add(!found.is_empty());
        }
    }
}

impl JudgedMessage {
    /// As a line of the export; nothing once its text is erased.
    pub fn line(&self) -> Option<LabelledLine<'_>> {
        let surest = self.findings.iter().max_by_key(|found| found.confidence);
        let spans = self.findings.iter().filter(|_| self.violating);
        Some(LabelledLine {
            text: self.text.as_deref()?,
            lang: &self.language,
            role: match self.author {
                Author::Buyer => "buyer",
                Author::Seller => "seller",
            },
            violating: self.violating,
            kind: surest.map(|found| found.kind),
            spans: spans
                .map(|found| (found.span.start, found.span.end))
                .collect(),
            rule: self
                .findings
                .iter()
                .map(|found| found.rule.as_str())
                .collect(),
            cause: self.cause,
        })
    }
}
