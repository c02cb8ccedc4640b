//! Messages of a seller's side that were held and have not come into their conversation: never shown to the buyer.

use rules::ids::{ConversationId, SellerId};
use rules::moderation::{HeldState, Reader, Review};
use store::attachments::Attachment;
use store::held_messages::{self, HeldMessage};
use store::{DbError, Tx};

/// One of them, with its review.
#[derive(Debug, Clone)]
pub struct Unsent {
    pub message: HeldMessage,
    /// `None` once its writer's side has taken it back.
    pub review: Option<Review>,
    /// What the deciding person says to the seller.
    pub note: Option<String>,
}

pub(super) async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<Unsent>, DbError> {
    let mut held = held_messages::of_conversation(tx, seller, conversation).await?;
    held.retain(|held| held.state != HeldState::Released);
    let mut all = Vec::with_capacity(held.len());
    for message in held {
        let reviews = store::reviews::of_message(tx, seller, message.id).await?;
        let review = reviews.into_iter().next();
        let decided = review.as_ref().and_then(|review| review.decided);
        let note = match decided.and_then(|decided| decided.note) {
            Some(content) => store::contents::find(tx, seller, content).await?,
            None => None,
        };
        all.push(Unsent {
            message,
            review,
            note,
        });
    }
    Ok(all)
}

/// What this side sees of them, and of the conversation's files.
pub(super) fn seen_as(
    reader: Reader,
    unsent: Vec<Unsent>,
    mut files: Vec<Attachment>,
) -> (Vec<Unsent>, Vec<Attachment>) {
    if reader != Reader::Buyer {
        return (unsent, files);
    }
    let is_unsent = |file: &Attachment| {
        let mut all = unsent.iter();
        all.any(|unsent| file.message == Some(unsent.message.id))
    };
    files.retain(|file| !is_unsent(file));
    (Vec::new(), files)
}
