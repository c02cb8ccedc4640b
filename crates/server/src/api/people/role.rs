//! The role of an agent as requests name it.

use rules::access::AgentRole;

use crate::error::ActionError;

/// `None` where none is named.
pub(super) fn role(code: Option<&str>) -> Result<Option<AgentRole>, ActionError> {
    let Some(code) = code else { return Ok(None) };
    match AgentRole::from_code(code) {
        Some(role) => Ok(Some(role)),
        None => Err(ActionError::invalid(
            "role",
            "role must be owner, agent or read_only.",
        )),
    }
}
