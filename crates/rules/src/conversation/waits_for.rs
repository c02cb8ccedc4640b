//! Whose turn it is, as the lists sort it.

use serde::{Deserialize, Serialize};

use super::{Conversation, ConversationState, DeadlineState};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// A reply deadline runs.
    Seller,
    /// A message waits, and staff have taken over or look at the answer first.
    Marketplace,
    Buyer,
    /// It is closed.
    Nobody,
}

impl WaitsFor {
    pub const ALL: [WaitsFor; 4] = [
        WaitsFor::Seller,
        WaitsFor::Marketplace,
        WaitsFor::Buyer,
        WaitsFor::Nobody,
    ];

    pub fn of(conversation: &Conversation) -> WaitsFor {
        match conversation
            .deadline
            .as_ref()
            .map(|deadline| deadline.state)
        {
            Some(DeadlineState::Running) => WaitsFor::Seller,
            Some(DeadlineState::Standing) => WaitsFor::Marketplace,
            _ if conversation.state == ConversationState::Closed => WaitsFor::Nobody,
            _ => WaitsFor::Buyer,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            WaitsFor::Seller => "seller",
            WaitsFor::Marketplace => "marketplace",
            WaitsFor::Buyer => "buyer",
            WaitsFor::Nobody => "nobody",
        }
    }

    pub fn from_code(code: &str) -> Option<WaitsFor> {
        WaitsFor::ALL
            .into_iter()
            .find(|waits_for| waits_for.code() == code)
    }
}
