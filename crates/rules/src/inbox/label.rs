//! A label: a short name in one of a few colours. The colour never says anything that the name does not.

use crate::search::folded;

/// Longest name of a label, in Unicode scalar values.
pub const LABEL_MAX_CHARS: usize = 40;

/// Labels of one seller at most.
pub const LABELS_MAX: usize = 100;

/// The colours that there are; each page theme has its own shade of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum LabelColour {
    #[default]
    Grey,
    Blue,
    Green,
    Amber,
    Red,
    Violet,
}

impl LabelColour {
    pub const ALL: [LabelColour; 6] = [
        LabelColour::Grey,
        LabelColour::Blue,
        LabelColour::Green,
        LabelColour::Amber,
        LabelColour::Red,
        LabelColour::Violet,
    ];

    /// Stable code, as API and database write it.
    pub fn code(self) -> &'static str {
        match self {
            LabelColour::Grey => "grey",
            LabelColour::Blue => "blue",
            LabelColour::Green => "green",
            LabelColour::Amber => "amber",
            LabelColour::Red => "red",
            LabelColour::Violet => "violet",
        }
    }

    pub fn from_code(code: &str) -> Option<LabelColour> {
        LabelColour::ALL
            .into_iter()
            .find(|colour| colour.code() == code)
    }
}

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidName {
    #[error("a name has at least one visible character")]
    Empty,
    #[error("a name has at most {max} characters")]
    TooLong { max: usize },
    #[error("a name is one line without control characters")]
    ControlCharacter,
}

impl InvalidName {
    pub fn code(self) -> &'static str {
        match self {
            InvalidName::Empty => "name_empty",
            InvalidName::TooLong { .. } => "name_too_long",
            InvalidName::ControlCharacter => "name_unshowable",
        }
    }
}

/// The name of a label: one line of 1 to [`LABEL_MAX_CHARS`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelName(String);

impl LabelName {
    pub fn parse(text: &str) -> Result<LabelName, InvalidName> {
        name(text, LABEL_MAX_CHARS).map(LabelName)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Two labels of a seller never have the same key.
    pub fn key(&self) -> String {
        folded(&self.0)
    }
}

/// One line of visible characters, without the spaces around it.
pub(super) fn name(text: &str, max: usize) -> Result<String, InvalidName> {
    let text = text.trim();
    let is_seen =
        |letter: char| !letter.is_whitespace() && !('\u{200b}'..='\u{200f}').contains(&letter);
    if !text.chars().any(is_seen) {
        return Err(InvalidName::Empty);
    }
    if text.chars().count() > max {
        return Err(InvalidName::TooLong { max });
    }
    if text.chars().any(char::is_control) {
        return Err(InvalidName::ControlCharacter);
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_visible_line() {
        let parsed = |text: &str| LabelName::parse(text).map(|name| name.0);
        assert_eq!(parsed("  Reklamacija "), Ok("Reklamacija".to_owned()));
        assert_eq!(parsed(" \u{200b} "), Err(InvalidName::Empty));
        assert_eq!(parsed("a\nb"), Err(InvalidName::ControlCharacter));
        assert!(parsed(&"č".repeat(LABEL_MAX_CHARS)).is_ok());
        let longer = parsed(&"č".repeat(LABEL_MAX_CHARS + 1));
        assert_eq!(
            longer,
            Err(InvalidName::TooLong {
                max: LABEL_MAX_CHARS
            })
        );
    }

    #[test]
    fn names_that_look_the_same_have_one_key() {
        let key = |text: &str| LabelName::parse(text).unwrap().key();
        assert_eq!(key("Vračilo"), key("VRACILO "));
        assert_ne!(key("Vračilo"), key("Vračila"));
    }

    #[test]
    fn colours_are_read_back() {
        for colour in LabelColour::ALL {
            assert_eq!(LabelColour::from_code(colour.code()), Some(colour));
        }
        assert_eq!(LabelColour::from_code("pink"), None);
    }
}
