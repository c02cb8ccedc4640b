//! A version of the rules as people of the marketplace write it: what it adds to the lexicons, and what it leaves out.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::LexiconError;
use super::scan::Candidate;
use super::view::fold_word;

/// By this name its mistakes are told.
const NAME: &str = "rules";
/// Shorter words would excuse too much.
const SHORTEST_WORD: usize = 4;
/// So that a version can be compiled and looked through in a moment.
const LONGEST: usize = 50_000;

/// What a text says beside the lexicons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    SwitchedOff,
    LeastConfidence,
    AllowedDomains,
    AllowedWords,
}

/// A text that has been read; whether its rules and words exist is told when a detector is made of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSet {
    /// As files of lexicons, each of one language, with every line where it stands in the text.
    lexicons: Vec<String>,
    off: BTreeSet<String>,
    least: BTreeMap<String, u8>,
    /// Where rules are named, with the line.
    named: Vec<(usize, String)>,
    pub(super) domains: Vec<String>,
    pub(super) words: Vec<String>,
    /// The same, folded and without spaces.
    folded: Vec<String>,
}

impl RuleSet {
    /// Reads it. The first mistake is told with its line, and nothing is taken.
    pub fn parse(text: &str) -> Result<RuleSet, LexiconError> {
        if text.chars().count() > LONGEST {
            let problem = format!("a version has at most {LONGEST} characters");
            return Err(mistake(1, problem));
        }
        let mut reader = Reader {
            set: RuleSet::default(),
            section: None,
            lexicon: String::new(),
        };
        for (number, line) in (1..).zip(text.lines()) {
            reader
                .line(number, line)
                .map_err(|problem| mistake(number, problem))?;
        }
        Ok(reader.finish())
    }

    /// What is added to the lexicons, as a detector takes it: name and content of each file.
    pub(super) fn lexicons(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lexicons.iter().map(|text| (NAME, text.as_str()))
    }

    /// The first rule that is named and that nobody knows.
    pub(super) fn unknown(&self, is_rule: impl Fn(&str) -> bool) -> Option<LexiconError> {
        let (line, rule) = self.named.iter().find(|(_, rule)| !is_rule(rule))?;
        Some(mistake(*line, format!("there is no rule `{rule}`")))
    }

    /// Whether a finding with these words stays one.
    pub(super) fn keeps(&self, candidate: &Candidate, words: &str) -> bool {
        let least = self.least.get(&candidate.rule);
        !self.off.contains(&candidate.rule)
            && least.is_none_or(|least| candidate.confidence >= *least)
            && !self.allows(words)
    }

    fn allows(&self, words: &str) -> bool {
        if self.folded.is_empty() {
            return false;
        }
        let words = without_spaces(words);
        words.len() >= SHORTEST_WORD && self.folded.iter().any(|allowed| allowed.contains(&words))
    }
}

struct Reader {
    set: RuleSet,
    /// `None` in a section of the lexicons.
    section: Option<Section>,
    lexicon: String,
}

impl Reader {
    fn line(&mut self, number: usize, whole: &str) -> Result<(), String> {
        let line = whole.split('#').next().unwrap_or_default().trim();
        let own = if let Some(header) = line.strip_prefix('[') {
            self.header(number, header.trim_end_matches(']').trim())
        } else if let Some(section) = self.section {
            if !line.is_empty() {
                self.entry(number, section, line)?;
            }
            true
        } else {
            false
        };
        // What is no lexicon is an empty line there, so that its own lines keep their numbers.
        if !own {
            self.lexicon.push_str(line);
        }
        self.lexicon.push('\n');
        Ok(())
    }

    /// Whether the section is one that lexicons do not have.
    fn header(&mut self, number: usize, name: &str) -> bool {
        self.section = match name {
            "switched off" => Some(Section::SwitchedOff),
            "least confidence" => Some(Section::LeastConfidence),
            "allowed domains" => Some(Section::AllowedDomains),
            "allowed words" => Some(Section::AllowedWords),
            _ => None,
        };
        if name.starts_with("language ") {
            // A file of a lexicon has one language, and a version may add to all of them.
            let before = std::mem::replace(&mut self.lexicon, "\n".repeat(number - 1));
            self.keep(before);
        }
        self.section.is_some()
    }

    fn entry(&mut self, number: usize, section: Section, line: &str) -> Result<(), String> {
        match section {
            Section::SwitchedOff => {
                for rule in line.split([',', ' ']).filter(|rule| !rule.is_empty()) {
                    self.set.named.push((number, rule.to_owned()));
                    self.set.off.insert(rule.to_owned());
                }
            }
            Section::LeastConfidence => {
                let (rule, least) = line
                    .split_once('=')
                    .ok_or("a line is `rule = confidence`")?;
                let (rule, least) = (rule.trim().to_owned(), least.trim());
                let confidence = least
                    .parse()
                    .ok()
                    .filter(|value| (50..=100).contains(value))
                    .ok_or(format!("`{least}` is no confidence between 50 and 100"))?;
                self.set.named.push((number, rule.clone()));
                if self.set.least.insert(rule.clone(), confidence).is_some() {
                    return Err(format!("`{rule}` has a least confidence already"));
                }
            }
            Section::AllowedDomains => {
                for name in line.split([',', ' ']).filter(|name| !name.is_empty()) {
                    let plain =
                        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b);
                    if !name.contains('.') || !name.bytes().all(plain) {
                        return Err(format!("`{name}` is no domain in small letters"));
                    }
                    self.set.domains.push(name.to_owned());
                }
            }
            Section::AllowedWords => {
                let folded = without_spaces(&fold_word(line));
                if folded.len() < SHORTEST_WORD {
                    return Err(format!("`{line}` is too short to be allowed everywhere"));
                }
                self.set.words.push(line.to_owned());
                self.set.folded.push(folded);
            }
        }
        Ok(())
    }

    fn keep(&mut self, lexicon: String) {
        if lexicon.contains(|sign: char| !sign.is_whitespace()) {
            self.set.lexicons.push(lexicon);
        }
    }

    fn finish(mut self) -> RuleSet {
        let last = std::mem::take(&mut self.lexicon);
        self.keep(last);
        self.set
    }
}

fn mistake(line: usize, problem: String) -> LexiconError {
    LexiconError {
        file: NAME.to_owned(),
        line,
        problem,
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
