//! What a strike rests on, as it was when a person decided: whatever becomes of message, rules and policy later.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Ground, Judged};
use crate::conversation::AuthorKind;
use crate::ids::AttachmentId;

/// A finding with the words that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quoted {
    pub judged: Judged,
    /// Empty once they have been erased.
    pub words: String,
    /// The file that they are in; `None` in the message's text.
    pub attachment: Option<AttachmentId>,
}

/// It is kept as JSON of exactly these fields, to which an event commits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub author: AuthorKind,
    pub written_at: Timestamp,
    /// The whole text; `None` where it had been erased by then.
    pub text: Option<String>,
    /// What was found in it, by which rule of which version, and what the policy of the time did about it.
    pub findings: Vec<Quoted>,
    /// On what ground it was decided.
    pub ground: Ground,
    pub decided_at: Timestamp,
}
