//! What would be found in a text, for somebody who is still writing it; nothing is kept.

use rules::access::Viewer;
use rules::conversation::{AuthorKind, MESSAGE_MAX_CHARS};
use rules::moderation::{Judged, Measure};

use super::screen::{Writing, screen};
use crate::app::App;
use crate::error::ActionError;

/// A text to be looked through.
#[derive(Debug, Clone)]
pub struct Check {
    pub writing: Writing,
    pub text: String,
}

#[derive(Debug, Clone)]
pub struct Checked {
    pub author: AuthorKind,
    pub judged: Vec<Judged>,
    /// What would be done with the message as a whole.
    pub measure: Measure,
    /// Its author is asked before it is sent.
    pub asks: bool,
}

/// Looks it through as it stands: spans count in this very text. A text that is too long for a message is refused.
pub async fn check(app: &App, viewer: &Viewer, command: Check) -> Result<Checked, ActionError> {
    let chars = command.text.chars().count();
    if chars > MESSAGE_MAX_CHARS {
        let detail = format!("text: a message has at most {MESSAGE_MAX_CHARS} characters.");
        return Err(ActionError::invalid("text_too_long", detail));
    }
    let screened = screen(app, viewer, command.writing, &command.text).await?;
    Ok(Checked {
        author: screened.author,
        measure: screened.measure(),
        asks: screened.asks,
        judged: screened.judged,
    })
}
