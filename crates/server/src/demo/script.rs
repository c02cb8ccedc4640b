//! What the demonstration's files say, and nothing of how it gets into the service.

use rules::ids::{AgentId, BuyerId, ListingId, OrderId, SellerId};
use serde::Deserialize;
use serde_json::Value;

/// Whose conversations those without a seller's name are: the one whose agent signs in.
pub(super) const SELLER: &str = "svetilko";
pub(super) const AGENT: &str = "nina";
/// Others of the same seller: one without the owner's pages, and one who only reads.
pub(super) const COLLEAGUE: &str = "matic";
pub(super) const READER: &str = "vida";
pub(super) const BUYER: &str = "maja";

/// Sellers, agents, buyers, listings and orders in the shape of the import.
pub(super) const MARKETPLACE: &str = include_str!("marketplace.toml");

pub(super) const CONVERSATIONS: [&str; 2] = [
    include_str!("conversations_of_svetilko.toml"),
    include_str!("conversations_of_others.toml"),
];

/// The types of records, in the order in which they are pushed in.
pub(super) const TYPES: [&str; 5] = ["seller", "agent", "buyer", "listing", "order"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conversations {
    pub(super) conversation: Vec<Conversation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conversation {
    pub(super) id: String,
    #[serde(default = "this_seller")]
    pub(super) seller: SellerId,
    pub(super) buyer: BuyerId,
    pub(super) order: Option<OrderId>,
    pub(super) listing: Option<ListingId>,
    pub(super) subject: String,
    pub(super) state: Option<String>,
    pub(super) assignee: Option<AgentId>,
    pub(super) message: Vec<Message>,
    #[serde(default)]
    pub(super) note: Vec<Note>,
    pub(super) no_reply_needed: Option<NoReplyNeeded>,
    #[serde(default)]
    pub(super) objection: bool,
    /// The buyer calls the marketplace.
    #[serde(default)]
    pub(super) escalated: bool,
    /// What an agent has begun to write.
    pub(super) draft: Option<Note>,
    /// Staff take it over and write this.
    pub(super) taken_over: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    pub(super) from: String,
    pub(super) agent: Option<AgentId>,
    /// Working time of the seller since then, in hours.
    pub(super) ago: f64,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) files: Vec<File>,
}

/// A file that goes with a message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) drawn: Drawn,
}

/// What is in it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Drawn {
    Parcel,
    Shade,
    ShadeLit,
    CeilingLamp,
    ReturnLabel,
}

impl Conversation {
    /// How many messages come before the first one with files.
    pub(super) fn history(&self) -> usize {
        let first = self.message.iter().position(|one| !one.files.is_empty());
        first.unwrap_or(self.message.len())
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    pub(super) agent: AgentId,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoReplyNeeded {
    pub(super) agent: AgentId,
    pub(super) reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuickReplies {
    pub(super) quick_reply: Vec<QuickReply>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuickReply {
    pub(super) name: String,
    pub(super) shortcut: String,
    pub(super) sl: String,
    pub(super) en: String,
}

/// The quick replies of the seller whose agent signs in.
pub(super) fn quick_replies() -> Result<Vec<QuickReply>, toml::de::Error> {
    Ok(toml::from_str::<QuickReplies>(include_str!("quick_replies.toml"))?.quick_reply)
}

/// All conversations of both files.
pub(super) fn conversations() -> Result<Vec<Conversation>, toml::de::Error> {
    let mut all = Vec::new();
    for text in CONVERSATIONS {
        all.extend(toml::from_str::<Conversations>(text)?.conversation);
    }
    Ok(all)
}

/// The records as JSON, by type.
pub(super) fn marketplace() -> Result<Value, toml::de::Error> {
    toml::from_str(MARKETPLACE)
}

pub(super) fn this_seller() -> SellerId {
    SellerId::parse(SELLER).unwrap_or_else(|invalid| unreachable!("{SELLER}: {invalid}"))
}
