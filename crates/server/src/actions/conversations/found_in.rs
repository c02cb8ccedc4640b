//! What was found in the messages of a thread, with the words and the files in which they are.

use std::collections::{BTreeMap, BTreeSet};

use rules::attachment::Seen;
use rules::contact::Place;
use rules::ids::{AttachmentId, ConversationId, MessageId, SellerId};
use rules::moderation::{Judged, Quoted, Reader};
use store::attachments::Attachment;
use store::{DbError, Tx};

use super::read::Thread;
use crate::actions::moderation::words_at;

impl Thread {
    /// What was found in one message, with the words and the file in which they are.
    pub fn found_in(&self, message: MessageId, text: Option<&str>) -> impl Iterator<Item = Quoted> {
        let files: Vec<&Attachment> = self.attachments_of(message).collect();
        let found = self.findings.iter().filter(move |(of, _)| *of == message);
        found.map(move |(_, judged)| quoted(judged, text, &files, &self.images))
    }
}

/// What was found in a message, for those who see all of it.
pub(in crate::actions) async fn found_in_message(
    tx: &Tx,
    seller: &SellerId,
    (conversation, message): (ConversationId, MessageId),
    text: Option<&str>,
) -> Result<Vec<Quoted>, DbError> {
    let mut found = store::findings::of_conversation(tx, seller, conversation).await?;
    found.retain(|(of, _)| *of == message);
    let reads_as = (Reader::Marketplace, seller);
    let files = match found
        .iter()
        .any(|(_, found)| found.finding.place.file().is_some())
    {
        true => store::attachments::of_conversation(tx, reads_as, conversation).await?,
        false => Vec::new(),
    };
    let files: Vec<Attachment> = files
        .into_iter()
        .filter(|file| file.message == Some(message))
        .collect();
    let images = images(tx, seller, &files, &found).await?;
    let files: Vec<&Attachment> = files.iter().collect();
    Ok(found
        .iter()
        .map(|(_, judged)| quoted(judged, text, &files, &images))
        .collect())
}

/// `files` are those of the message, in its order.
fn quoted(
    judged: &Judged,
    text: Option<&str>,
    files: &[&Attachment],
    images: &BTreeMap<AttachmentId, Seen>,
) -> Quoted {
    let finding = &judged.finding;
    let file = finding.place.file();
    let file = file.and_then(|file| files.get(file).copied());
    let image = file.and_then(|file| images.get(&file.id));
    let within = match finding.place {
        Place::Text => text,
        Place::FileName(_) => file.and_then(|file| file.name.as_deref()),
        Place::Code(_) => image.and_then(|seen| seen.codes.as_deref()),
        Place::Picture(_) => image.and_then(|seen| seen.words.read()),
    };
    Quoted {
        words: words_at(within.unwrap_or_default(), finding.span),
        attachment: file.map(|file| file.id),
        judged: judged.clone(),
    }
}

/// What was read in those images in which something was found.
pub(super) async fn images(
    tx: &Tx,
    seller: &SellerId,
    attachments: &[Attachment],
    findings: &[(MessageId, Judged)],
) -> Result<BTreeMap<AttachmentId, Seen>, DbError> {
    let in_images = findings
        .iter()
        .filter(|(_, judged)| judged.finding.place.is_in_image());
    let messages: BTreeSet<MessageId> = in_images.map(|(message, _)| *message).collect();
    let mut images = BTreeMap::new();
    for file in attachments {
        if file
            .message
            .is_some_and(|message| messages.contains(&message))
            && let Some(seen) = store::looked_through::seen(tx, seller, file.id).await?
        {
            images.insert(file.id, seen);
        }
    }
    Ok(images)
}
