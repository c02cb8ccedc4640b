//! Everything that the files say, ready to be looked up.

use std::collections::{BTreeMap, BTreeSet};

use super::error::LexiconError;
use super::hosts::Host;
use super::parse;
use super::plans::Plan;
use super::rule::Rule;
use super::trie::{Growing, Trie};

/// The files that are compiled in.
const BUILT_IN: &[(&str, &str)] = &[
    ("any.txt", include_str!("../../../data/contact/any.txt")),
    ("sl.txt", include_str!("../../../data/contact/sl.txt")),
    ("en.txt", include_str!("../../../data/contact/en.txt")),
    ("de.txt", include_str!("../../../data/contact/de.txt")),
    ("hr.txt", include_str!("../../../data/contact/hr.txt")),
    ("pl.txt", include_str!("../../../data/contact/pl.txt")),
    ("it.txt", include_str!("../../../data/contact/it.txt")),
    ("hu.txt", include_str!("../../../data/contact/hu.txt")),
    (
        "domains.txt",
        include_str!("../../../data/contact/domains.txt"),
    ),
    ("plans.txt", include_str!("../../../data/contact/plans.txt")),
    ("rules.txt", include_str!("../../../data/contact/rules.txt")),
];

/// What is being put together from files.
#[derive(Debug)]
pub(super) struct Building {
    pub(super) words: Growing,
    pub(super) rules: Vec<Rule>,
    pub(super) hosts: BTreeMap<String, Host>,
    pub(super) plans: Vec<Plan>,
    pub(super) file_endings: BTreeSet<String>,
    top_level: BTreeMap<String, bool>,
}

impl Building {
    pub(super) fn top_level(&mut self, name: &str, word: bool) {
        self.top_level.insert(name.to_owned(), word);
    }
}

/// The words, domains, numbering plans and rules of all files.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) words: Trie,
    pub(crate) rules: Vec<Rule>,
    plans: Vec<Plan>,
    /// Where the plans of the languages known here lie, and each by its calling code.
    spoken: Vec<usize>,
    calling_codes: BTreeMap<String, usize>,
    hosts: BTreeMap<String, Host>,
    file_endings: BTreeSet<String>,
    top_level: BTreeMap<String, bool>,
}

impl Lexicon {
    /// The lexicons that are compiled in, and then the operator's own files: name and content.
    pub fn new(own: &[(&str, &str)]) -> Result<Self, LexiconError> {
        let mut building = Building {
            words: Growing::new(),
            rules: Vec::new(),
            hosts: BTreeMap::new(),
            plans: Vec::new(),
            file_endings: BTreeSet::new(),
            top_level: BTreeMap::new(),
        };
        for (file, text) in BUILT_IN.iter().chain(own) {
            parse::read(&mut building, file, text)?;
        }
        let plans = building.plans.iter().enumerate();
        let calling_codes = plans
            .clone()
            .map(|(at, plan)| (plan.calling_code.clone(), at));
        let spoken = plans.filter(|(_, plan)| !plan.languages.is_empty());
        Ok(Self {
            calling_codes: calling_codes.collect(),
            spoken: spoken.map(|(at, _)| at).collect(),
            words: building.words.finish(),
            rules: building.rules,
            plans: building.plans,
            hosts: building.hosts,
            file_endings: building.file_endings,
            top_level: building.top_level,
        })
    }

    pub(crate) fn has_rule(&self, id: &str) -> bool {
        self.rules.iter().any(|rule| rule.id == id)
    }

    pub(crate) fn rule_names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.id.as_str())
    }

    /// The plans of countries whose languages are known here.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = &Plan> {
        self.spoken.iter().map(move |at| &self.plans[*at])
    }

    /// The plans whose calling code the digits begin with, and the digits behind it.
    pub(crate) fn called<'a>(
        &'a self,
        digits: &'a str,
    ) -> impl Iterator<Item = (&'a Plan, &'a str)> {
        (1..=3).filter_map(move |length| {
            let (code, rest) = digits.split_at_checked(length)?;
            let at = self.calling_codes.get(code)?;
            Some((&self.plans[*at], rest))
        })
    }

    /// Whether this ends domains, and whether it is also a word of one of the languages.
    pub(crate) fn top_level(&self, label: &str) -> Option<bool> {
        self.top_level.get(label).copied()
    }

    pub(crate) fn ends_files(&self, label: &str) -> bool {
        self.file_endings.contains(label)
    }

    /// What is known of the domain or of one that it lies below.
    pub(crate) fn host(&self, domain: &str) -> Option<Host> {
        let mut rest = domain;
        loop {
            if let Some(host) = self.hosts.get(rest) {
                return Some(*host);
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    fn problem(text: &str) -> String {
        Lexicon::new(&[("own.txt", text)]).unwrap_err().to_string()
    }

    #[test]
    fn what_is_compiled_in_has_no_mistakes() {
        let lexicon = Lexicon::new(&[]).unwrap();
        assert!(lexicon.rules.len() > 10);
        assert!(lexicon.plans.len() > 20);
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        assert_eq!(
            problem("\nplača"),
            "own.txt:2: before the first section there is nothing but `[language …]`"
        );
        assert_eq!(
            problem("[language sl]\n[paj]"),
            "own.txt:2: `paj` is no section"
        );
        assert_eq!(
            problem("[language xx]"),
            "own.txt:1: `xx` is no language known here"
        );
        assert_eq!(
            problem("[language sl]\n[pay]\nplač*, ,"),
            "own.txt:3: there is an empty entry"
        );
        assert_eq!(
            problem("[pay]\nplač*"),
            "own.txt:2: words need `[language …]` above them"
        );
        assert_eq!(
            problem("[language sl]\n[pay]\npl*č"),
            "own.txt:3: `pl*c` is no word: letters, and a star at the end at most"
        );
        assert_eq!(
            problem("[hosts]\nA.com = url"),
            "own.txt:2: `A.com` is no name of a domain in small letters"
        );
        assert_eq!(
            problem("[rules]\nx deal 20 any: pay"),
            "own.txt:2: `20` is no confidence between 50 and 100"
        );
        assert_eq!(
            problem("[rules]\nx deal 80 any: pay cash"),
            "own.txt:2: several meanings need `within`"
        );
        assert_eq!(
            problem("[plans]\n386 0 sl mobile: 31"),
            "own.txt:2: `31` is no range such as 31/8 or 6/8-9"
        );
    }
}
