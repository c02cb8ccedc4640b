//! What is known when a conversation needs somebody.

use jiff::civil::DateTime;

use crate::conversation::Subject;
use crate::ids::{AgentId, LabelId};

/// A conversation that nobody is to answer yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub subject: Subject,
    /// A tag such as `de-AT`; empty where the marketplace has not said it.
    pub language: String,
    /// ISO 3166-1 alpha-2; empty where the marketplace has not said it.
    pub country: String,
    pub labels: Vec<LabelId>,
    /// When the buyer wrote, as the seller's clocks show it.
    pub at: DateTime,
    /// Who answered this buyer the last time.
    pub previous: Option<AgentId>,
}

/// One of the seller's people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub agent: AgentId,
    /// Signs in and answers: active, in a role that answers, and not absent.
    pub available: bool,
    /// Conversations that wait for this agent's answer.
    pub open_work: u32,
}
