//! What was read in an image when it was taken in, for the message that it goes with.

use serde::{Deserialize, Serialize};

/// What an image shows beside its picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What its codes say, with an empty line between two of them; `None` if they could not be looked for.
    pub codes: Option<String>,
    pub words: Words,
}

/// The words in an image, as far as a program has read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// There is no program that reads words.
    Unread,
    Read(String),
    /// It took too long and was ended.
    TooSlow,
    /// It ended with an error.
    Failed,
}

impl Words {
    pub fn read(&self) -> Option<&str> {
        match self {
            Words::Read(words) => Some(words),
            Words::Unread | Words::TooSlow | Words::Failed => None,
        }
    }
}

impl Seen {
    /// Codes for what was to be looked for and was not.
    pub fn missed(&self) -> impl Iterator<Item = &'static str> {
        let codes = self.codes.is_none().then_some("codes_failed");
        let words = match self.words {
            Words::Unread | Words::Read(_) => None,
            Words::TooSlow => Some("words_too_slow"),
            Words::Failed => Some("words_failed"),
        };
        codes.into_iter().chain(words)
    }
}
