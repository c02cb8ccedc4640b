//! Erasing texts of a conversation, each of which an event lists: only what an event lists is excused where it is missing.

use std::collections::BTreeSet;

use rules::ids::{BuyerId, ContentId, ConversationId, ErasureId, SellerId};
use rules::keeping::{Cause, RetentionKind};
use serde_json::{Value, json};
use store::Tx;
use store::erased_contents::{self, Erased};
use store::events::Stream;

use crate::actions::record::{Recorder, record};
use crate::error::ActionError;

/// The kind of the event that lists what was erased of a conversation.
pub const ERASED: &str = "conversation.erased";

/// Texts that one event lists at most: an entry of the log has 65,535 bytes.
const LISTED_MAX: usize = 1_000;

/// Why texts are erased.
#[derive(Debug, Clone, Copy)]
pub(super) enum Why {
    /// Their buyer is erased.
    Request(ErasureId),
    /// The time of what is of this kind is over.
    Retention(RetentionKind),
}

impl Why {
    fn cause(self) -> Cause {
        match self {
            Why::Request(_) => Cause::Request,
            Why::Retention(_) => Cause::Retention,
        }
    }

    fn told(self, contents: &[ContentId]) -> Value {
        let mut body = json!({ "cause": self.cause().code(), "contents": contents });
        match self {
            Why::Request(erasure) => body["erasure_id"] = json!(erasure),
            Why::Retention(kind) => body["kept_as"] = json!(kind.code()),
        }
        body
    }
}

/// Erases the texts that are there, and lists just these in events of the conversation; in one at least.
/// Without a buyer its side is not told.
pub(super) async fn erase(
    tx: &Tx,
    recorder: &Recorder,
    ((seller, id), buyer): ((&SellerId, ConversationId), Option<&BuyerId>),
    why: Why,
    texts: &BTreeSet<ContentId>,
) -> Result<(), ActionError> {
    let texts: Vec<ContentId> = texts.iter().copied().collect();
    let none: &[ContentId] = &[];
    let parts = texts.chunks(LISTED_MAX);
    let parts = parts.chain(texts.is_empty().then_some(none));
    for some in parts {
        let stream = Stream::Conversation(id);
        let mut event = recorder.event(Some(seller), stream, buyer, ERASED, why.told(&[]))?;
        let erased = Erased {
            event: event.id,
            at: recorder.now,
            cause: why.cause(),
        };
        let mut gone = Vec::new();
        for content in some {
            if erased_contents::erase(tx, seller.as_str(), *content, erased).await? {
                gone.push(*content);
            }
        }
        event.body = why.told(&gone).to_string();
        record(tx, &[event]).await?;
    }
    Ok(())
}
