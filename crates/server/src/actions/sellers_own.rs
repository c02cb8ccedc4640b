//! What belongs to one seller or to one of its agents: whose it is follows from who asks.

use rules::access::Viewer;
use rules::ids::{AgentId, SellerId};

use crate::error::ActionError;

/// The seller that the viewer works for.
pub fn seller_of(viewer: &Viewer) -> Result<SellerId, ActionError> {
    match viewer {
        Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => Ok(seller.clone()),
        _ => Err(refused()),
    }
}

/// The agent who asks, with its seller.
pub fn agent_of(viewer: &Viewer) -> Result<(SellerId, AgentId), ActionError> {
    match viewer {
        Viewer::Agent { seller, agent, .. } => Ok((seller.clone(), agent.clone())),
        _ => Err(refused()),
    }
}

fn refused() -> ActionError {
    ActionError::forbidden("not_allowed", "Only people of a seller have this.")
}
