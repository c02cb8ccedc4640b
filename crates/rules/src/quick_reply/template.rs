//! The text of a quick reply, split into words and variables.

use super::Variable;

/// Longest text of a quick reply, in Unicode scalar values; filled in, it must still fit into a message.
pub const TEMPLATE_MAX_CHARS: usize = 5_000;

const OPENING: &str = "{{";
const CLOSING: &str = "}}";

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTemplate {
    #[error("a quick reply needs a text")]
    Empty,
    #[error("a quick reply has at most {TEMPLATE_MAX_CHARS} characters, this one has {chars}")]
    TooLong { chars: usize },
    #[error("a quick reply may not hold control characters")]
    ControlCharacter,
    #[error("there is no variable {name}")]
    UnknownVariable { name: String },
}

impl InvalidTemplate {
    pub fn code(&self) -> &'static str {
        match self {
            InvalidTemplate::Empty => "text_empty",
            InvalidTemplate::TooLong { .. } => "text_too_long",
            InvalidTemplate::ControlCharacter => "text_control_character",
            InvalidTemplate::UnknownVariable { .. } => "unknown_variable",
        }
    }
}

/// A run of words, or a place for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    Words(&'a str),
    Value(Variable),
}

/// A checked text: every pair of double braces holds a known variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(String);

impl Template {
    pub fn parse(text: &str) -> Result<Template, InvalidTemplate> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidTemplate::Empty);
        }
        if text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
        {
            return Err(InvalidTemplate::ControlCharacter);
        }
        let chars = text.chars().count();
        if chars > TEMPLATE_MAX_CHARS {
            return Err(InvalidTemplate::TooLong { chars });
        }
        if let Some(name) = unknown(text) {
            return Err(InvalidTemplate::UnknownVariable { name });
        }
        Ok(Template(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn parts(&self) -> Vec<Part<'_>> {
        parts(&self.0)
    }
}

/// Splits any text at the known variables in it; all else is words.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let (mut words, mut rest) = (0, 0);
    while let Some(place) = next(text, rest) {
        match Variable::from_code(place.name) {
            Some(variable) => {
                if words < place.begin {
                    found.push(Part::Words(&text[words..place.begin]));
                }
                found.push(Part::Value(variable));
                (words, rest) = (place.end, place.end);
            }
            None => rest = place.begin + OPENING.len(),
        }
    }
    if words < text.len() {
        found.push(Part::Words(&text[words..]));
    }
    found
}

fn unknown(text: &str) -> Option<String> {
    let mut rest = 0;
    while let Some(place) = next(text, rest) {
        if Variable::from_code(place.name).is_none() {
            return Some(place.name.chars().take(40).collect());
        }
        rest = place.end;
    }
    None
}

struct Place<'a> {
    begin: usize,
    end: usize,
    name: &'a str,
}

/// The next pair of double braces from a byte on.
fn next(text: &str, from: usize) -> Option<Place<'_>> {
    let begin = from + text[from..].find(OPENING)?;
    let inside = begin + OPENING.len();
    let length = text[inside..].find(CLOSING)?;
    Some(Place {
        begin,
        end: inside + length + CLOSING.len(),
        name: text[inside..inside + length].trim(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_words_and_known_variables() {
        let template = Template::parse("  Za {{ order }}: {{tracking}}\r\n").unwrap();
        assert_eq!(template.as_str(), "Za {{ order }}: {{tracking}}");
        assert_eq!(
            template.parts(),
            [
                Part::Words("Za "),
                Part::Value(Variable::Order),
                Part::Words(": "),
                Part::Value(Variable::Tracking),
            ]
        );
        assert_eq!(Template::parse("{{buyer}}").unwrap().parts().len(), 1);
        assert_eq!(
            Template::parse("a {{ and b").unwrap().parts(),
            [Part::Words("a {{ and b")]
        );
    }

    #[test]
    fn what_cannot_be_filled_is_refused() {
        let cases = [
            (" \n ", InvalidTemplate::Empty),
            ("a\u{0}", InvalidTemplate::ControlCharacter),
            (
                "{{order}} {{price}}",
                InvalidTemplate::UnknownVariable {
                    name: "price".into(),
                },
            ),
            (
                "{{}}",
                InvalidTemplate::UnknownVariable {
                    name: String::new(),
                },
            ),
        ];
        for (text, refused) in cases {
            assert_eq!(Template::parse(text), Err(refused), "{text:?}");
        }
        let long = "č".repeat(TEMPLATE_MAX_CHARS + 1);
        assert_eq!(Template::parse(&long).unwrap_err().code(), "text_too_long");
    }
}
