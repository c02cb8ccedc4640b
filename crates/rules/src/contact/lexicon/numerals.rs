//! Numbers of several words or of one long one, made from their parts as each language makes them.

use super::language::Language;
use super::trie::{Growing, Meaning, Sense};

/// The plain numbers of a file and how it joins units and tens.
#[derive(Debug, Default)]
pub(super) struct Numerals {
    words: Vec<(String, u16)>,
    joins: Vec<String>,
}

impl Numerals {
    pub(super) fn word(&mut self, word: String, value: u16) {
        self.words.push((word, value));
    }

    /// Such as `{unit}in{ten}`.
    pub(super) fn join(&mut self, pattern: String) {
        self.joins.push(pattern);
    }

    pub(super) fn add_to(&self, trie: &mut Growing, language: Language) {
        let mut add = |word: &str, value: u16| {
            let sense = Sense::Number(value);
            trie.add(word, Meaning { sense, language });
        };
        for (word, value) in &self.words {
            add(word, *value);
        }
        let single = |(word, _): &&(String, u16)| !word.contains([' ', '*']);
        let units = self
            .words
            .iter()
            .filter(single)
            .filter(|(_, value)| (1..10).contains(value));
        for (unit, units_value) in units {
            let tens = self.words.iter().filter(single);
            for (ten, tens_value) in tens.filter(|(_, value)| (20..100).contains(value)) {
                for pattern in &self.joins {
                    let value = tens_value + units_value;
                    add(&joined(pattern, unit, ten), value);
                    // Italian drops the vowel: ventuno, trentotto.
                    if language == Language::Italian && unit.starts_with(['u', 'o']) {
                        add(&joined(pattern, unit, &ten[..ten.len() - 1]), value);
                    }
                }
            }
        }
    }
}

fn joined(pattern: &str, unit: &str, ten: &str) -> String {
    pattern.replace("{unit}", unit).replace("{ten}", ten)
}
