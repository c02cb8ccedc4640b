//! One message that somebody tried to send, and what is known of it.

use rules::conversation::AuthorKind;
use rules::ids::{ConversationId, MessageId};
use serde_json::Value;

/// What the sender knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No whole answer came.
    Unknown,
    Acknowledged {
        conversation: ConversationId,
        message: MessageId,
    },
    /// The answer said that it was not sent.
    Refused,
}

#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// Different in every attempt, so that it identifies the message.
    pub(crate) text: String,
    pub(crate) author: (AuthorKind, String),
    /// Where it is a reply and no opening.
    pub(crate) conversation: Option<ConversationId>,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Value,
    /// It may be sent again: it carries an idempotency key.
    pub(crate) repeatable: bool,
    pub(crate) outcome: Outcome,
}

impl Attempt {
    pub(crate) fn is_to_be_repeated(&self) -> bool {
        self.repeatable && self.outcome == Outcome::Unknown
    }
}
