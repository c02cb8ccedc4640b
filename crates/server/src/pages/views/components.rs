//! Every component in every state, for those who design and test pages.

use askama::Template;

use super::deadline::{DeadlineChip, Running};
use super::format::Reader;
use super::page::Page;

const MINUTE_S: i64 = 60;
const LONG_WORD_CHARS: usize = 500;
const LONG_NAME_CHARS: usize = 200;
const LONG_TEXT_LINES: usize = 60;

#[derive(Debug, Template)]
#[template(path = "dev/components.html")]
pub struct ComponentsPage {
    pub page: Page,
    /// A deadline in each of its states.
    pub chips: Vec<DeadlineChip>,
}

impl ComponentsPage {
    pub fn new(page: Page, reader: &Reader) -> Self {
        let in_minutes = |minutes: i64, soon: i64| {
            let at = |minutes| {
                let span = jiff::SignedDuration::from_secs(minutes * MINUTE_S);
                reader.now.checked_add(span).unwrap_or(reader.now)
            };
            DeadlineChip::running(
                reader,
                Running {
                    due: at(minutes),
                    due_soon: at(soon),
                },
            )
        };
        Self {
            page,
            chips: vec![
                in_minutes(-2940, -3300),
                in_minutes(200, -160),
                in_minutes(1290, 930),
                DeadlineChip::stopped(reader),
                DeadlineChip::waiting_for_buyer(reader),
                DeadlineChip::no_reply_needed(reader),
                DeadlineChip::closed(reader),
            ],
        }
    }

    fn themes(&self) -> [&'static str; 2] {
        ["light", "dark"]
    }

    fn colours(&self) -> [&'static str; 20] {
        [
            "ground",
            "surface",
            "surface-raised",
            "surface-sunken",
            "ink",
            "ink-soft",
            "line",
            "line-strong",
            "accent",
            "accent-wash",
            "button",
            "alarm",
            "alarm-wash",
            "warn",
            "warn-wash",
            "done",
            "done-wash",
            "market",
            "market-wash",
            "note-wash",
        ]
    }

    fn long_word(&self) -> String {
        "a".repeat(LONG_WORD_CHARS)
    }

    fn long_name(&self) -> String {
        "Maximiliana ".repeat(LONG_NAME_CHARS / "Maximiliana ".len())
    }

    fn long_text(&self) -> String {
        "And one more line.\n".repeat(LONG_TEXT_LINES)
    }
}
