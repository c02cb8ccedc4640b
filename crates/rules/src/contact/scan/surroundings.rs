//! What is known around a message, folded once so that findings can be held against it.

use super::super::lexicon::{Host, Language, Lexicon};
use super::super::message::{Author, Message};
use super::super::rule_set::RuleSet;
use super::super::view::fold_word;

/// Shorter ones would excuse too much.
const SHORTEST_NUMBER: usize = 5;

#[derive(Debug)]
pub(crate) struct Surroundings {
    pub(crate) author: Author,
    pub(crate) languages: Vec<Language>,
    numbers: Vec<String>,
    domains: Vec<String>,
    /// Folded, without spaces.
    passages: Vec<String>,
}

impl Surroundings {
    pub(crate) fn new(message: &Message<'_>) -> Self {
        let known = &message.known;
        let folded =
            |texts: &[&str]| -> Vec<String> { texts.iter().map(|text| fold_word(text)).collect() };
        let contacts = known.legal_contacts.iter().chain(known.allowed);
        let with_digits = known
            .numbers
            .iter()
            .chain(known.titles)
            .chain(contacts.clone());
        let numbers = with_digits.map(|text| digits_of(&fold_word(text)));
        let passages = contacts
            .chain(known.titles)
            .map(|text| without_spaces(&fold_word(text)));
        Self {
            author: message.author,
            languages: message
                .languages
                .iter()
                .filter_map(|tag| Language::of_tag(tag))
                .collect(),
            numbers: numbers
                .filter(|digits| digits.len() >= SHORTEST_NUMBER)
                .collect(),
            domains: folded(known.domains),
            passages: passages.filter(|passage| !passage.is_empty()).collect(),
        }
    }

    /// With what the marketplace's own version allows besides.
    pub(crate) fn allowing(mut self, rule_set: &RuleSet) -> Self {
        self.domains.extend(rule_set.domains.iter().cloned());
        for word in &rule_set.words {
            let folded = fold_word(word);
            let digits = digits_of(&folded);
            if digits.len() >= SHORTEST_NUMBER {
                self.numbers.push(digits);
            }
            self.passages.push(without_spaces(&folded));
        }
        self
    }

    /// Whether the digits stand in the records, whole or within a longer number.
    pub(crate) fn knows_number(&self, digits: &str) -> bool {
        // The same line with its calling code or with a zero before it.
        let bare = digits.trim_start_matches('0');
        bare.len() >= SHORTEST_NUMBER
            && self.numbers.iter().any(|known| {
                known.contains(bare)
                    || (known.len() >= 7 && bare.contains(known.trim_start_matches('0')))
            })
    }

    /// Whether an address or a name stands in what may be repeated.
    pub(crate) fn knows_passage(&self, folded: &str) -> bool {
        let passage = without_spaces(folded);
        passage.len() >= 4 && self.passages.iter().any(|known| known.contains(&passage))
    }

    /// Whether the domain is one of the marketplace's, of the allowed ones or below one of them.
    pub(crate) fn allows_domain(&self, domain: &str, lexicon: &Lexicon) -> bool {
        let own = self.domains.iter().any(|known| {
            domain
                .strip_suffix(known.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        own || lexicon.host(domain) == Some(Host::Allowed) || self.in_a_passage(domain)
    }

    /// The domain of an address that the law requires to be shown.
    fn in_a_passage(&self, domain: &str) -> bool {
        let bare = domain.strip_prefix("www.").unwrap_or(domain);
        bare.len() >= 4 && self.passages.iter().any(|known| known.contains(bare))
    }
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
