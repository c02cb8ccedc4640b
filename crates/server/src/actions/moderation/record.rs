//! Keeping what was found in a message, in the transaction that sends it.

use rules::contact::VERSION;
use rules::conversation::{AuthorKind, Conversation};
use rules::moderation::Judged;
use serde_json::json;
use store::Tx;

use crate::actions::record::{Recorder, record};
use crate::error::ActionError;

/// What was found in a message that is being sent.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    pub author: AuthorKind,
    pub judged: &'a [Judged],
}

/// Keeps it with its event, if there is anything. What was found in a seller's message is no buyer's business.
pub async fn keep(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    found: Found<'_>,
) -> Result<(), ActionError> {
    if found.judged.is_empty() {
        return Ok(());
    }
    let message = conversation.last_message;
    let seller = &conversation.seller;
    store::findings::insert(tx, seller, (conversation.id, message), found.judged).await?;
    let say = |judged: &Judged| {
        json!({
            "kind": judged.finding.kind.as_str(),
            "start": judged.finding.span.start,
            "end": judged.finding.span.end,
            "rule": judged.finding.rule,
            "confidence": judged.finding.confidence,
            "reason": judged.finding.reason.as_str(),
            "measure": judged.measure.code(),
        })
    };
    let body = json!({
        "message_id": message,
        "rules_version": VERSION,
        "findings": found.judged.iter().map(say).collect::<Vec<_>>(),
    });
    let kind = "message.screened";
    let id = conversation.id;
    let event = match found.author {
        AuthorKind::Buyer => {
            recorder.of_conversation(seller, &conversation.buyer, id, kind, body)?
        }
        _ => recorder.private_of_conversation(seller, id, kind, body)?,
    };
    record(tx, &[event]).await?;
    Ok(())
}
