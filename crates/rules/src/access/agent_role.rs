//! What a person may do for its seller.

/// The one role of an agent; each may do what the next may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum AgentRole {
    /// Decides who else works for the seller, and by which rules work is shared out.
    Owner,
    /// Answers buyers.
    #[default]
    Agent,
    /// Sees everything of the seller and changes nothing of it.
    ReadOnly,
}

impl AgentRole {
    pub const ALL: [AgentRole; 3] = [AgentRole::Owner, AgentRole::Agent, AgentRole::ReadOnly];

    /// Stable code, as API and database write it.
    pub fn code(self) -> &'static str {
        match self {
            AgentRole::Owner => "owner",
            AgentRole::Agent => "agent",
            AgentRole::ReadOnly => "read_only",
        }
    }

    pub fn from_code(code: &str) -> Option<AgentRole> {
        AgentRole::ALL.into_iter().find(|role| role.code() == code)
    }
}
