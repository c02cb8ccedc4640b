//! Binding files to the message that they go with, inside its transaction.

use rules::access::{Action, Relation, Viewer};
use rules::attachment::{AttachRefused, Candidate, may_bind};
use rules::conversation::Conversation;
use rules::ids::{AttachmentId, ContentId, MessageId};
use rules::moderation::{Judged, Reader, hidden_in_name, is_withheld};
use serde_json::{Value, json};
use store::Tx;
use store::attachments::{self, Attachment};

use super::of_uploader::is_of;
use crate::actions::record::Recorder;
use crate::error::ActionError;
use crate::viewer::{actor, check};

/// Binds the viewer's own files to its message, hiding of them what was found in them; gives what the message's event
/// says of each.
pub async fn bind(
    tx: &Tx,
    recorder: &Recorder,
    viewer: &Viewer,
    conversation: &Conversation,
    message: MessageId,
    (wanted, judged): (&[AttachmentId], &[Judged]),
) -> Result<Vec<Value>, ActionError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    check(viewer, Action::AttachFile, Relation::Own)?;
    let files = load(tx, viewer, conversation, wanted).await?;
    let candidates: Vec<Candidate> = files.iter().map(candidate).collect();
    may_bind(wanted, &candidates, conversation.id).map_err(refused)?;
    let mut said = Vec::with_capacity(wanted.len());
    for ((place, number), attachment) in (0_usize..).zip(0_u32..).zip(wanted) {
        let to = (conversation.id, message);
        let bound = attachments::bind(tx, &conversation.seller, *attachment, to, number).await?;
        let file = files.iter().find(|file| file.id == *attachment);
        let Some(file) = file.filter(|_| bound) else {
            return Err(refused(AttachRefused::Unknown {
                attachment: *attachment,
            }));
        };
        hide(tx, file, place, judged).await?;
        said.push(event_part(tx, recorder, file).await?);
    }
    Ok(said)
}

async fn hide(
    tx: &Tx,
    file: &Attachment,
    place: usize,
    judged: &[Judged],
) -> Result<(), ActionError> {
    let (in_name, withheld) = (hidden_in_name(judged, place), is_withheld(judged, place));
    if !in_name.is_empty() || withheld {
        store::looked_through::hide(tx, &file.seller, file.id, (&in_name, withheld)).await?;
    }
    Ok(())
}

/// What a message's event says of the files that were bound to it before.
pub async fn said_of(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    message: MessageId,
) -> Result<Vec<Value>, ActionError> {
    let files = attachments::of_conversation(
        tx,
        (Reader::Marketplace, &conversation.seller),
        conversation.id,
    )
    .await?;
    let mut said = Vec::new();
    for file in files.iter().filter(|file| file.message == Some(message)) {
        said.push(event_part(tx, recorder, file).await?);
    }
    Ok(said)
}

/// Of the wanted ones those that are the viewer's own and for this seller.
async fn load(
    tx: &Tx,
    viewer: &Viewer,
    conversation: &Conversation,
    wanted: &[AttachmentId],
) -> Result<Vec<Attachment>, ActionError> {
    let (kind, id) = actor(viewer);
    let mut files = Vec::with_capacity(wanted.len());
    // More than a message may have are refused anyway.
    for attachment in wanted.iter().take(rules::attachment::FILES_MAX) {
        let found = attachments::any_find_of_uploader(tx, (kind, &id), *attachment).await?;
        files
            .extend(found.filter(|file| is_of(viewer, file) && file.seller == conversation.seller));
    }
    Ok(files)
}

fn candidate(file: &Attachment) -> Candidate {
    Candidate {
        id: file.id,
        state: file.state,
        bytes: file.kept.as_ref().map_or(0, |kept| kept.bytes),
        conversation: file.conversation,
    }
}

/// Ids and sizes may stay forever. Name and hashes are only committed to: by a bare hash a file could be confirmed after it was erased.
async fn event_part(tx: &Tx, recorder: &Recorder, file: &Attachment) -> Result<Value, ActionError> {
    let kept = file.kept.as_ref();
    let hashes = match kept {
        Some(kept) => {
            let content = recorder.id(ContentId)?;
            let text = format!(
                "received {}\nkept {}\n",
                archive::hex(&kept.sha256_received),
                archive::hex(&kept.sha256_kept)
            );
            let (salt, said) = recorder.commit(content, &text)?;
            store::contents::insert(tx, &file.seller, content, &salt, &text).await?;
            said
        }
        None => Value::Null,
    };
    Ok(json!({
        "attachment_id": file.id,
        "kind": kept.map(|kept| &kept.kind),
        "bytes": kept.map(|kept| kept.bytes),
        "hashes": hashes,
        "name": { "content_id": file.id, "commitment": archive::hex(&file.name_commitment) },
    }))
}

fn refused(refused: AttachRefused) -> ActionError {
    let detail = match refused {
        AttachRefused::TooMany => {
            "A message has at most 10 files. Send the others with another message.".to_owned()
        }
        AttachRefused::TooLargeTogether => {
            "The files of a message have at most 30 MB together. Send some with another message."
                .to_owned()
        }
        AttachRefused::Twice => "A file is named twice.".to_owned(),
        AttachRefused::Unknown { attachment } => format!(
            "{attachment}: there is no such file of yours for this conversation; unsent files are deleted after a day. Upload it again."
        ),
        AttachRefused::NotReady { attachment } => {
            format!("{attachment}: this file has not been uploaded completely. Finish it first.")
        }
        AttachRefused::Sent { attachment } => {
            format!("{attachment}: this file went with another message. Upload it again.")
        }
    };
    ActionError::invalid(refused.code(), detail)
}
