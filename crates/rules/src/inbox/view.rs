//! The name under which a list is saved. What the list holds is the list's business.

use super::label::{InvalidName, name};

/// Longest name of a saved view, in Unicode scalar values.
pub const VIEW_MAX_CHARS: usize = 40;

/// Views of one agent at most, and of one seller for all its agents.
pub const VIEWS_MAX: usize = 20;

/// One line of 1 to [`VIEW_MAX_CHARS`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewName(String);

impl ViewName {
    pub fn parse(text: &str) -> Result<ViewName, InvalidName> {
        name(text, VIEW_MAX_CHARS).map(ViewName)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
