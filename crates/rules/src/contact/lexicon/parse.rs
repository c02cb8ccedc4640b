//! Reading a lexicon file. Every mistake is told with its line; nothing is skipped over.

use super::super::view::fold_word;
use super::concept::Concept;
use super::error::LexiconError;
use super::hosts::Host;
use super::known::Building;
use super::language::Language;
use super::numerals::Numerals;
use super::plans::Plan;
use super::rule::Rule;
use super::trie::{Meaning, Sense};

/// What the lines of a section are.
enum Section {
    Words(Concept),
    Numbers,
    Times,
    Rules,
    Hosts,
    Plans,
    TopLevel { word: bool },
    FileEndings,
}

struct Reader<'a> {
    building: &'a mut Building,
    language: Option<Language>,
    section: Option<Section>,
    numerals: Numerals,
}

/// Adds what the file says to what is being built.
pub(super) fn read(building: &mut Building, file: &str, text: &str) -> Result<(), LexiconError> {
    let mut reader = Reader {
        building,
        language: None,
        section: None,
        numerals: Numerals::default(),
    };
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        reader.line(line).map_err(|problem| LexiconError {
            file: file.to_owned(),
            line: index + 1,
            problem,
        })?;
    }
    if let Some(language) = reader.language {
        let Reader {
            building, numerals, ..
        } = reader;
        numerals.add_to(&mut building.words, language);
    }
    Ok(())
}

impl Reader<'_> {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(header) = line.strip_prefix('[') {
            let name = header
                .strip_suffix(']')
                .ok_or("a section's name ends with `]`")?;
            return self.header(name.trim());
        }
        match &self.section {
            None => Err("before the first section there is nothing but `[language …]`".to_owned()),
            Some(Section::Words(concept)) => {
                let sense = Sense::Concept(*concept);
                line.split(',')
                    .try_for_each(|phrase| self.phrase(phrase, sense))
            }
            Some(Section::Numbers) => self.number(line),
            Some(Section::Times) => self.times(line),
            Some(Section::Rules) => self.rule(line),
            Some(Section::Hosts) => self.host(line),
            Some(Section::Plans) => {
                self.building.plans.push(Plan::parse(line)?);
                Ok(())
            }
            Some(Section::TopLevel { word }) => {
                let word = *word;
                self.names(line, |building, name| building.top_level(name, word))
            }
            Some(Section::FileEndings) => self.names(line, |building, name| {
                building.file_endings.insert(name.to_owned());
            }),
        }
    }

    fn header(&mut self, name: &str) -> Result<(), String> {
        if let Some(tag) = name.strip_prefix("language ") {
            if self.language.is_some() {
                return Err("a file has one language".to_owned());
            }
            let language = Language::of_tag(tag.trim());
            self.language = Some(language.ok_or(format!("`{tag}` is no language known here"))?);
            return Ok(());
        }
        self.section = Some(match name {
            "numbers" => Section::Numbers,
            "times" => Section::Times,
            "rules" => Section::Rules,
            "hosts" => Section::Hosts,
            "plans" => Section::Plans,
            "top-level domains" => Section::TopLevel { word: false },
            "top-level domains that are words" => Section::TopLevel { word: true },
            "file endings" => Section::FileEndings,
            concept => {
                Section::Words(Concept::parse(concept).ok_or(format!("`{concept}` is no section"))?)
            }
        });
        Ok(())
    }

    fn phrase(&mut self, phrase: &str, sense: Sense) -> Result<(), String> {
        let language = self
            .language
            .ok_or("words need `[language …]` above them")?;
        let phrase = folded_phrase(phrase)?;
        self.building
            .words
            .add(&phrase, Meaning { sense, language });
        Ok(())
    }

    fn number(&mut self, line: &str) -> Result<(), String> {
        self.language
            .ok_or("words need `[language …]` above them")?;
        let (words, value) = line.rsplit_once('=').ok_or("a number is `words = value`")?;
        if words.trim() == "join" {
            let pattern = value.trim();
            let has = |one: &str, other: &str| pattern.contains(one) && pattern.contains(other);
            if !has("{unit}", "{ten}") && !has("{hundred}", "{rest}") {
                return Err("a join has {unit} and {ten}, or {hundred} and {rest}".to_owned());
            }
            self.numerals.join(pattern.to_owned());
            return Ok(());
        }
        let value = value.trim();
        let number: u16 = value
            .parse()
            .map_err(|_| format!("`{value}` is no number below 65536"))?;
        for word in words.split(',') {
            self.numerals.word(folded_phrase(word)?, number);
        }
        Ok(())
    }

    fn times(&mut self, line: &str) -> Result<(), String> {
        let (words, value) = line
            .rsplit_once('=')
            .ok_or("a multiple is `words = value`")?;
        let value = value.trim();
        let times: u8 = value
            .parse()
            .ok()
            .filter(|times| (2..=4).contains(times))
            .ok_or(format!("`{value}` is neither 2, 3 nor 4"))?;
        words
            .split(',')
            .try_for_each(|word| self.phrase(word, Sense::Times(times)))
    }

    fn rule(&mut self, line: &str) -> Result<(), String> {
        let rule = Rule::parse(line)?;
        if self.building.rules.iter().any(|known| known.id == rule.id) {
            return Err(format!("there is a rule `{}` already", rule.id));
        }
        self.building.rules.push(rule);
        Ok(())
    }

    fn host(&mut self, line: &str) -> Result<(), String> {
        let (names, what) = line.rsplit_once('=').ok_or("a host is `names = what`")?;
        let what = what.trim();
        let host = Host::parse(what).ok_or(format!(
            "`{what}` is neither a kind of finding, mail nor allowed"
        ))?;
        self.names(names, |building, name| {
            building.hosts.insert(name.to_owned(), host);
        })
    }

    fn names(&mut self, line: &str, add: impl Fn(&mut Building, &str)) -> Result<(), String> {
        for name in line.split([',', ' ']).filter(|name| !name.is_empty()) {
            let plain =
                |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
            if !name.bytes().all(plain) {
                return Err(format!("`{name}` is no name of a domain in small letters"));
            }
            add(self.building, name);
        }
        Ok(())
    }
}

/// As texts are folded: small, without marks, words apart by single spaces.
fn folded_phrase(phrase: &str) -> Result<String, String> {
    let folded = fold_word(phrase);
    let words: Vec<&str> = folded
        .split([' ', '-', '\'', '\t'])
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return Err("there is an empty entry".to_owned());
    }
    for word in &words {
        let letters = word.strip_suffix('*').unwrap_or(word);
        if letters.is_empty() || !letters.chars().all(char::is_alphanumeric) {
            return Err(format!(
                "`{word}` is no word: letters, and a star at the end at most"
            ));
        }
    }
    Ok(words.join(" "))
}
