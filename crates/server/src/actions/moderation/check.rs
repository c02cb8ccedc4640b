//! What would be found in a text, for somebody who is still writing it; nothing is kept.

use rules::access::Viewer;
use rules::conversation::{AuthorKind, MESSAGE_MAX_CHARS};
use rules::ids::AttachmentId;
use rules::moderation::{Measure, Quoted};

use super::screen::{Writing, screen, words_at};
use crate::app::App;
use crate::error::ActionError;

/// A text to be looked through.
#[derive(Debug, Clone)]
pub struct Check {
    pub writing: Writing,
    pub text: String,
    /// Files that would go with it, in this order.
    pub attachments: Vec<AttachmentId>,
}

#[derive(Debug, Clone)]
pub struct Checked {
    pub author: AuthorKind,
    pub found: Vec<Quoted>,
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
    let message = (command.text.as_str(), command.attachments.as_slice());
    let screened = screen(app, viewer, command.writing, message).await?;
    let (author, measure, asks) = (screened.author, screened.measure(), screened.asks);
    let found = screened.judged.into_iter().zip(screened.words);
    let found = found.map(|(judged, words)| {
        let finding = &judged.finding;
        let file = finding.place.file();
        Quoted {
            words: words.unwrap_or_else(|| words_at(&command.text, finding.span)),
            attachment: file.and_then(|file| command.attachments.get(file).copied()),
            judged,
        }
    });
    Ok(Checked {
        found: found.collect(),
        author,
        measure,
        asks,
    })
}
