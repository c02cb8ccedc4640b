//! Who asks.

use super::{AgentRole, Roles};
use crate::ids::{AgentId, BuyerId, SellerId, StaffId, TokenId};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Nobody signed in.
    Anonymous,
    Buyer(BuyerId),
    /// A person of a seller, in the pages or with a token of scope `agent`.
    Agent {
        seller: SellerId,
        agent: AgentId,
        role: AgentRole,
    },
    /// A program of a seller, with a token of scope `automation`: it may write, but no reply of its own keeps a deadline.
    Automation {
        seller: SellerId,
        token: TokenId,
    },
    Staff {
        staff: StaffId,
        roles: Roles,
    },
    /// The marketplace's own systems, with a token of scope `platform`.
    Platform {
        token: TokenId,
    },
}
