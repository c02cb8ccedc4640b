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

    /// Such as `{unit}in{ten}`, or `{hundred}{rest}` for numbers of three digits.
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
        let (hundreds, joins): (Vec<&String>, Vec<&String>) = self
            .joins
            .iter()
            .partition(|pattern| pattern.contains("{hundred}"));
        let mut below_hundred: Vec<(String, u16)> = self
            .words
            .iter()
            .filter(single)
            .filter(|(_, value)| (1..100).contains(value))
            .cloned()
            .collect();
        let units = self
            .words
            .iter()
            .filter(single)
            .filter(|(_, value)| (1..10).contains(value));
        for (unit, units_value) in units {
            let tens = self.words.iter().filter(single);
            for (ten, tens_value) in tens.filter(|(_, value)| (20..100).contains(value)) {
                for pattern in &joins {
                    let value = tens_value + units_value;
                    below_hundred.push((joined(pattern, unit, ten), value));
                    // Italian drops the vowel: ventuno, trentotto.
                    if language == Language::Italian && unit.starts_with(['u', 'o']) {
                        let shorter = joined(pattern, unit, &ten[..ten.len() - 1]);
                        below_hundred.push((shorter, value));
                    }
                }
            }
        }
        for (word, value) in &below_hundred {
            add(word, *value);
        }
        let whole = self.words.iter().filter(single);
        for (hundred, of_hundred) in whole.filter(|(_, value)| matches!(value, 100..1000)) {
            for (rest, of_rest) in &below_hundred {
                for pattern in &hundreds {
                    let word = pattern
                        .replace("{hundred}", hundred)
                        .replace("{rest}", rest);
                    add(&word, of_hundred + of_rest);
                }
            }
        }
    }
}

fn joined(pattern: &str, unit: &str, ten: &str) -> String {
    pattern.replace("{unit}", unit).replace("{ten}", ten)
}
