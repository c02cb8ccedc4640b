//! The word with which a quick reply is called while typing: `/posta`.

/// Longest shortcut, in characters.
pub const SHORTCUT_MAX_CHARS: usize = 30;

/// Lowercase letters of any script, digits and hyphens; begins with a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shortcut(String);

impl Shortcut {
    /// Takes the word with or without its slash, in capitals too.
    pub fn parse(text: &str) -> Option<Shortcut> {
        let word = text.trim();
        let word = word.strip_prefix('/').unwrap_or(word).to_lowercase();
        let fits = (1..=SHORTCUT_MAX_CHARS).contains(&word.chars().count());
        let allowed = word.chars().all(|c| c.is_alphanumeric() || c == '-');
        (fits && allowed && !word.starts_with('-')).then_some(Shortcut(word))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortcut_is_one_lowercase_word() {
        for (text, word) in [("posta", "posta"), (" /Pošta-2 ", "pošta-2"), ("7", "7")] {
            assert_eq!(Shortcut::parse(text).unwrap().as_str(), word);
        }
        for text in ["", "/", "a b", "-a", "a/b", "a_b", "{{a}}"] {
            assert_eq!(Shortcut::parse(text), None, "{text:?}");
        }
        assert!(Shortcut::parse(&"č".repeat(SHORTCUT_MAX_CHARS)).is_some());
        assert!(Shortcut::parse(&"č".repeat(SHORTCUT_MAX_CHARS + 1)).is_none());
    }
}
