//! What there is to reply to: conversations that wait, and the tokens of those who may reply.

use std::fs;
use std::path::Path;

use rules::ids::{AgentId, ConversationId, SellerId};
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Clients at once unless it is said otherwise; and agents that reply, each of a seller of its own.
pub(crate) const CLIENTS: usize = 64;

/// What every reply says: two sentences, as most do.
pub(crate) const TEXT: &str = "Pozdravljeni, paket smo oddali danes zjutraj in bo pri vas predvidoma v dveh delovnih dneh. \
    Če bi se kaj zapletlo, vam pišemo takoj, vi pa lahko pošiljko spremljate s številko iz prejšnjega sporočila.";

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Agent {
    pub(crate) seller: SellerId,
    pub(crate) agent: AgentId,
    pub(crate) token: String,
    /// The secret of a session, as its cookie has it.
    pub(crate) session: String,
}

/// The conversation at index i is of the seller of the agent at i modulo their number.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Work {
    pub(crate) agents: Vec<Agent>,
    pub(crate) conversations: Vec<ConversationId>,
}

impl Work {
    pub(crate) fn load(path: &Path) -> Result<Work, Failure> {
        Ok(serde_json::from_slice(&fs::read(path)?)?)
    }

    pub(crate) fn save(&self, path: &Path) -> Result<(), Failure> {
        Ok(fs::write(path, serde_json::to_vec(self)?)?)
    }

    /// Who replies, and where.
    pub(crate) fn turn(&self, index: usize) -> Result<(&Agent, ConversationId), Failure> {
        let conversation = self.conversations.get(index);
        let conversation = conversation.ok_or("more replies than were prepared")?;
        Ok((self.agent(index), *conversation))
    }

    /// Who reads, and what, again from the beginning when all has been read.
    pub(crate) fn reading(&self, index: usize) -> (&Agent, ConversationId) {
        let index = index % self.conversations.len();
        (self.agent(index), self.conversations[index])
    }

    fn agent(&self, index: usize) -> &Agent {
        &self.agents[index % self.agents.len()]
    }
}
