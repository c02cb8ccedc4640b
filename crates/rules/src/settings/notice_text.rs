//! A text of the marketplace for its buyers.

use serde::{Deserialize, Serialize};

/// Longest notice, in Unicode scalar values.
pub const NOTICE_MAX_CHARS: usize = 2_000;

/// A text of at most [`NOTICE_MAX_CHARS`]; an empty one means the text that Dopis brings along.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NoticeText(String);

impl NoticeText {
    /// Takes the text without surrounding space and with line breaks as `\n`; `None` where it is too long
    /// or holds a character that cannot be shown.
    pub fn parse(text: &str) -> Option<NoticeText> {
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        let shown = |c: char| c == '\n' || !c.is_control();
        (text.chars().count() <= NOTICE_MAX_CHARS && text.chars().all(shown))
            .then(|| NoticeText(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<String> for NoticeText {
    type Error = &'static str;
    fn try_from(text: String) -> Result<NoticeText, &'static str> {
        NoticeText::parse(&text)
            .ok_or("a notice has at most 2000 characters, all of which can be shown")
    }
}

impl From<NoticeText> for String {
    fn from(text: NoticeText) -> String {
        text.0
    }
}
