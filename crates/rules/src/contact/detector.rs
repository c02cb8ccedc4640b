//! The detector: one message in, its findings out, the same ones every time.

use super::finding::{Finding, Kind, Place, Reason, Span};
use super::lexicon::{Lexicon, LexiconError};
use super::merge::one_per_place;
use super::message::Message;
use super::rule_set::RuleSet;
use super::scan::{self, Candidate, Surroundings};
use super::tokens::Tokens;
use super::view::View;

/// Of the rules and the lexicons that are compiled in; raised whenever they find something else.
pub const VERSION: u32 = 3;

/// Longer messages are looked at up to here; the composer takes no longer ones.
const LONGEST: usize = 20_000;

/// How much of the end of an earlier message may belong to something that ends in this one.
const TAIL: usize = 160;

#[derive(Debug)]
pub struct Detector {
    lexicon: Lexicon,
    /// The marketplace's own version of the rules, and its number.
    rule_set: RuleSet,
    number: u32,
}

impl Detector {
    /// With the lexicons that are compiled in, and the operator's own files: name and content.
    pub fn new(own: &[(&str, &str)]) -> Result<Self, LexiconError> {
        Self::adjusted(own, RuleSet::default(), 0)
    }

    /// The same with a version of the marketplace's own, which findings name by its number.
    pub fn adjusted(
        own: &[(&str, &str)],
        rule_set: RuleSet,
        number: u32,
    ) -> Result<Self, LexiconError> {
        let files: Vec<_> = own.iter().copied().chain(rule_set.lexicons()).collect();
        let lexicon = Lexicon::new(&files)?;
        let is_rule = |rule: &str| scan::RULES.contains(&rule) || lexicon.has_rule(rule);
        match rule_set.unknown(is_rule) {
            Some(mistake) => Err(mistake),
            None => Ok(Self {
                lexicon,
                rule_set,
                number,
            }),
        }
    }

    /// The number of the marketplace's version that it was made with; 0 without one.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The names of all rules that can find something.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        scan::RULES.iter().copied().chain(self.lexicon.rule_names())
    }

    /// What leads out of the marketplace, in the order of the text.
    pub fn detect(&self, message: &Message<'_>) -> Vec<Finding> {
        let surroundings = Surroundings::new(message).allowing(&self.rule_set);
        let mut findings = self.in_text(shortened(message.text), Place::Text, &surroundings);
        let split = self.split(message, &surroundings, &findings);
        if !split.is_empty() {
            findings.extend(split);
            findings = one_per_place(findings);
        }
        for (index, name) in message.file_names.iter().enumerate() {
            findings.extend(self.in_file_name(shortened(name), index, &surroundings));
        }
        let codes = message.codes.iter();
        let codes = codes.map(|code| (Place::Code(code.file), code.text));
        let pictures = message.pictures.iter();
        let pictures = pictures.map(|words| (Place::Picture(words.file), words.text));
        for (place, text) in codes.chain(pictures) {
            findings.extend(self.in_text(shortened(text), place, &surroundings));
        }
        findings
    }

    fn in_text(&self, text: &str, place: Place, surroundings: &Surroundings) -> Vec<Finding> {
        let view = View::new(text);
        let mut findings = self.in_view(&view, surroundings, true);
        if let Some(shown) = view.as_shown() {
            for mut finding in self.in_view(&shown, surroundings, false) {
                finding.reason = Reason::Reversed;
                findings.push(finding);
            }
        }
        for finding in &mut findings {
            finding.place = place;
        }
        one_per_place(findings)
    }

    fn in_view(&self, view: &View, surroundings: &Surroundings, phrases: bool) -> Vec<Finding> {
        let tokens = Tokens::new(view, &self.lexicon);
        let mut candidates = scan::contacts(&tokens, &self.lexicon, surroundings);
        if phrases {
            candidates.extend(scan::phrases(&tokens, &self.lexicon, surroundings));
        }
        let finding = |candidate| self.finding(view, candidate, Place::Text);
        candidates.into_iter().filter_map(finding).collect()
    }

    fn in_file_name(&self, name: &str, index: usize, surroundings: &Surroundings) -> Vec<Finding> {
        let stem = match name.rsplit_once('.') {
            Some((stem, ending)) if (2..=4).contains(&ending.len()) => stem,
            _ => name,
        };
        let view = View::new(stem);
        let tokens = Tokens::new(&view, &self.lexicon);
        let candidates = scan::contacts(&tokens, &self.lexicon, surroundings);
        let finding = |candidate| self.finding(&view, candidate, Place::FileName(index));
        one_per_place(candidates.into_iter().filter_map(finding).collect())
    }

    /// Numbers and addresses that the same sender began in the messages before.
    fn split(
        &self,
        message: &Message<'_>,
        surroundings: &Surroundings,
        found: &[Finding],
    ) -> Vec<Finding> {
        let mut before: Vec<char> = Vec::new();
        for earlier in message.earlier.iter().rev().take(4).rev() {
            let length = earlier.chars().count();
            before.extend(earlier.chars().skip(length.saturating_sub(TAIL)));
            before.push(' ');
        }
        if before.is_empty() {
            return Vec::new();
        }
        let length = before.len();
        let beginning = message.text.chars().take(TAIL);
        let joined: String = before.iter().copied().chain(beginning).collect();
        let view = View::new(&joined);
        let tokens = Tokens::new(&view, &self.lexicon);
        let mut findings = Vec::new();
        for candidate in scan::contacts(&tokens, &self.lexicon, surroundings) {
            let Some(mut finding) = self.finding(&view, candidate, Place::Text) else {
                continue;
            };
            let crosses = finding.span.start + 1 < length && length < finding.span.end;
            if !crosses
                || !matches!(
                    finding.kind,
                    Kind::Email | Kind::Phone | Kind::Payment | Kind::Url
                )
            {
                continue;
            }
            finding.span = Span {
                start: 0,
                end: finding.span.end - length,
            };
            finding.reason = Reason::SplitOverMessages;
            let told =
                |known: &Finding| known.kind == finding.kind && known.span.overlaps(finding.span);
            if !found.iter().any(told) {
                findings.push(finding);
            }
        }
        findings
    }

    /// Unless the marketplace's version leaves it out.
    fn finding(&self, view: &View, candidate: Candidate, place: Place) -> Option<Finding> {
        let words = &view.text[candidate.start..candidate.end];
        self.rule_set.keeps(&candidate, words).then(|| Finding {
            kind: candidate.kind,
            also: Vec::new(),
            place,
            span: view.span(candidate.start, candidate.end),
            confidence: candidate.confidence,
            rule: candidate.rule,
            version: VERSION,
            rule_set: self.number,
            reason: candidate.reason,
        })
    }
}

fn shortened(text: &str) -> &str {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
