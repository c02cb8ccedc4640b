//! Keeping what was found in a message, in the transaction that sends or holds it.

use rules::contact::VERSION;
use rules::conversation::{AuthorKind, Conversation};
use rules::ids::{AttachmentId, MessageId};
use rules::moderation::Judged;
use serde_json::{Value, json};
use store::Tx;

use crate::actions::record::{Recorder, record};
use crate::error::ActionError;

/// What was found in a message that is being sent or held.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    pub message: MessageId,
    pub author: AuthorKind,
    pub judged: &'a [Judged],
    /// The message's files, in its order.
    pub files: &'a [AttachmentId],
    /// Images that could not be looked through, and why.
    pub missed: &'a [(AttachmentId, &'static str)],
}

/// Keeps it with its event, if there is anything. What was found in a seller's message is no buyer's business.
pub async fn keep(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    found: Found<'_>,
) -> Result<(), ActionError> {
    if found.judged.is_empty() && found.missed.is_empty() {
        return Ok(());
    }
    let message = found.message;
    let seller = &conversation.seller;
    store::findings::insert(tx, seller, (conversation.id, message), found.judged).await?;
    let say = |judged: &Judged| {
        let place = judged.finding.place;
        let file = place.file().and_then(|file| found.files.get(file));
        json!({
            "kind": judged.finding.kind.as_str(),
            "start": judged.finding.span.start,
            "end": judged.finding.span.end,
            "rule": judged.finding.rule,
            "confidence": judged.finding.confidence,
            "reason": judged.finding.reason.as_str(),
            "measure": judged.measure.code(),
            "place": place.as_str(),
            "attachment_id": file,
        })
    };
    let body = json!({
        "message_id": message,
        "rules_version": VERSION,
        "rule_set": found.judged.first().map_or(0, |judged| judged.finding.rule_set),
        "findings": found.judged.iter().map(say).collect::<Vec<_>>(),
        "missed": found.missed.iter().map(missed).collect::<Vec<_>>(),
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

fn missed((file, why): &(AttachmentId, &'static str)) -> Value {
    json!({ "attachment_id": file, "why": why })
}
