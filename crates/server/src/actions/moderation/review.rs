//! Opening what a person of the marketplace has to look at, with the marketplace's promise of when.

use rules::conversation::{AuthorKind, Conversation};
use rules::ids::{ContentId, MessageId, ReviewId};
use rules::moderation::{Cause, Review, promise};
use serde_json::json;
use store::Tx;

use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// The message that somebody has to look at, and why.
#[derive(Debug, Clone)]
pub(in crate::actions) struct About {
    pub message: MessageId,
    pub author: AuthorKind,
    pub cause: Cause,
    /// The content with what a disputing side says, and the kind and id of who says it.
    pub stated: Option<(ContentId, (String, String))>,
}

/// Opens it with its event, which is no business of the buyer.
pub(in crate::actions) async fn open(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    conversation: &Conversation,
    about: About,
) -> Result<Review, ActionError> {
    let now = recorder.now;
    let calendar = app.calendars.of_moderators(tx, &app.config, now).await?;
    let budget = app.config.moderation.budget();
    let promised = promise(&calendar, now, budget).map_err(|error| ActionError::Internal {
        operation: "computing when a review is due",
        source: Box::new(error),
    })?;
    let (stated, disputed_by) = about.stated.unzip();
    let review = Review {
        seller: conversation.seller.clone(),
        id: recorder.id(ReviewId)?,
        conversation: conversation.id,
        message: about.message,
        cause: about.cause,
        opened_at: now,
        due_at: promised.0,
        derivation: promised.1,
        author: about.author,
        language: language(tx, conversation, about.author).await?,
        stated,
        disputed_by,
        claim: None,
        decided: None,
    };
    store::reviews::insert(tx, &review).await?;
    let body = json!({
        "review_id": review.id,
        "message_id": review.message,
        "cause": review.cause.code(),
        "due_at": review.due_at,
    });
    let (seller, id) = (&review.seller, review.conversation);
    let event = recorder.private_of_conversation(seller, id, "review.opened", body)?;
    record(tx, &[event]).await?;
    Ok(review)
}

/// The language of the author's side, as the marketplace has said it.
async fn language(
    tx: &Tx,
    conversation: &Conversation,
    author: AuthorKind,
) -> Result<Option<String>, ActionError> {
    Ok(match author {
        AuthorKind::Buyer => {
            let buyer = store::buyers::find(tx, &conversation.buyer).await?;
            buyer.map(|buyer| buyer.language)
        }
        _ => {
            let seller = store::sellers::find(tx, &conversation.seller).await?;
            seller.map(|seller| seller.language)
        }
    })
}
