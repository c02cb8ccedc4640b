//! One message to an open page: which event came, and never what it says.

use rules::ids::ConversationId;
use serde_json::json;
use store::events::{Placed, Stream};

/// An event as it is told to pages.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    pub position: i64,
    pub kind: String,
    /// What the event is about.
    stream: &'static str,
    pub conversation: Option<ConversationId>,
}

/// What a connection is sent.
#[derive(Debug, Clone)]
pub enum Message {
    Change(std::sync::Arc<Change>),
    /// Others have come to a conversation, begun to write, or gone.
    Presence(ConversationId),
    /// More has happened up to this position than is worth telling: look at the whole again.
    Reload(i64),
    /// Everything up to this position has been told; from here on it is told as it happens.
    Ready(i64),
}

impl Change {
    pub(super) fn of(event: &Placed) -> Change {
        Change {
            position: event.position,
            kind: event.kind.clone(),
            stream: event.stream.kind(),
            conversation: match event.stream {
                Stream::Conversation(id) => Some(id),
                _ => None,
            },
        }
    }
}

impl Message {
    /// Which listener of the page it is for.
    pub fn name(&self) -> &'static str {
        match self {
            Message::Change(_) => "change",
            Message::Presence(_) => "presence",
            Message::Reload(_) => "reload",
            Message::Ready(_) => "ready",
        }
    }

    /// From where a page goes on that has heard this; presence has no place among the events.
    pub fn position(&self) -> Option<i64> {
        match self {
            Message::Change(change) => Some(change.position),
            Message::Reload(position) | Message::Ready(position) => Some(*position),
            Message::Presence(_) => None,
        }
    }

    pub fn conversation(&self) -> Option<ConversationId> {
        match self {
            Message::Change(change) => change.conversation,
            Message::Presence(conversation) => Some(*conversation),
            Message::Reload(_) | Message::Ready(_) => None,
        }
    }

    /// JSON in one line.
    pub fn data(&self) -> String {
        match self {
            Message::Change(change) => json!({
                "position": change.position,
                "kind": change.kind,
                "stream": change.stream,
                "conversation": change.conversation,
            }),
            Message::Presence(conversation) => json!({ "conversation": conversation }),
            Message::Reload(position) | Message::Ready(position) => json!({ "position": position }),
        }
        .to_string()
    }
}
