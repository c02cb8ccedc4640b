//! A person of the marketplace decides about a message, and what follows from it for the message.

use rules::access::{Action, Viewer};
use rules::conversation::{AuthorKind, Conversation};
use rules::ids::{BuyerId, ContentId, ReviewId};
use rules::moderation::{Decided, Decision, Ground, HeldState, Review};
use serde_json::{Value, json};
use store::Tx;

use super::queue::{decider, load_review, refused, taken_meanwhile};
use super::release::{let_lie, release};
use super::strikes::give;
use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// What somebody thinks of a message.
#[derive(Debug, Clone)]
pub struct Decide {
    pub review: ReviewId,
    pub decision: Decision,
    pub ground: Ground,
    /// Words beside the ground; may be empty.
    pub note: String,
}

/// Decides it. Whether the other side gets the words follows at once, in the same transaction.
pub async fn decide(app: &App, viewer: &Viewer, command: Decide) -> Result<Review, ActionError> {
    let note = match command.note.trim() {
        "" => None,
        note => Some(parse_reason(note)?),
    };
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let staff = decider(&viewer)?;
        let loaded = load_review(tx, &viewer, command.review, Action::DecideReview).await?;
        let (mut review, mut conversation) = loaded;
        let recorder = Recorder::new(&app, &viewer, now);
        let content = note.as_ref().map(|_| recorder.id(ContentId)).transpose()?;
        let decided = Decided {
            at: now,
            by: staff,
            decision: command.decision,
            ground: command.ground,
            note: content,
        };
        review.decide(decided).map_err(refused)?;
        if !store::reviews::decide(tx, &review, &decided).await? {
            return Err(taken_meanwhile());
        }
        let mut said = Value::Null;
        if let Some((content, note)) = content.zip(note.as_ref()) {
            let (salt, commitment) = recorder.commit(content, note.as_str())?;
            store::contents::insert(tx, &review.seller, content, &salt, note.as_str()).await?;
            said = commitment;
        }
        let body = json!({
            "review_id": review.id,
            "message_id": review.message,
            "decision": command.decision.code(),
            "ground": command.ground.code(),
            "note": said,
        });
        tell(tx, &recorder, &review, &conversation.buyer, body).await?;
        give(tx, &app, &recorder, &review).await?;
        carry_out(
            tx,
            &app,
            &recorder,
            &review,
            &mut conversation,
            command.decision,
        )
        .await?;
        Ok(review)
    })
    .await
}

/// A buyer hears of what was decided about its own message, and of no other.
async fn tell(
    tx: &Tx,
    recorder: &Recorder,
    review: &Review,
    buyer: &BuyerId,
    body: Value,
) -> Result<(), ActionError> {
    let (seller, id, kind) = (&review.seller, review.conversation, "review.decided");
    let event = match review.author {
        AuthorKind::Buyer => recorder.of_conversation(seller, buyer, id, kind, body)?,
        _ => recorder.private_of_conversation(seller, id, kind, body)?,
    };
    record(tx, &[event]).await?;
    Ok(())
}

/// A message that waits goes out or never does; of one that was sent, the words come into sight or stay hidden.
async fn carry_out(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    review: &Review,
    conversation: &mut Conversation,
    decision: Decision,
) -> Result<(), ActionError> {
    let (seller, message) = (&review.seller, review.message);
    let waits = store::held_messages::find(tx, seller, message).await?;
    let waits = waits.filter(|held| held.state == HeldState::Waiting);
    let content = ContentId(message.0);
    let uncovered = match decision.lets_through() {
        true => {
            let in_files =
                store::looked_through::uncover(tx, seller, (review.conversation, message)).await?;
            store::contents::uncover(tx, seller, content).await? || in_files
        }
        false => false,
    };
    match waits {
        Some(held) if decision.lets_through() => {
            release(tx, app, recorder, conversation, &held).await
        }
        Some(held) => {
            let end = (&held, HeldState::Refused);
            let_lie(tx, app, recorder, conversation, end).await
        }
        None if uncovered => {
            let (buyer, id) = (&conversation.buyer, conversation.id);
            let body = json!({ "message_id": message });
            let kind = "message.uncovered";
            let event = recorder.of_conversation(seller, buyer, id, kind, body)?;
            Ok(record(tx, &[event]).await?)
        }
        None => Ok(()),
    }
}
