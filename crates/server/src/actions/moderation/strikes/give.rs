//! A person has confirmed that a seller's message leads out of the marketplace: a strike, with what it rests on.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rules::ids::{ContentId, StrikeId};
use rules::moderation::{self, Decided, Decision, Evidence, Given, Reader, Review, Strike};
use serde_json::json;
use store::{DbError, Tx};

use super::keep::{refused, tell};
use crate::actions::conversations::found_in::found_in_message;
use crate::actions::record::Recorder;
use crate::actions::settings;
use crate::app::App;
use crate::error::ActionError;

/// Gives the strike of a review in the transaction that decides it. There is none for a buyer's message, nor without
/// a confirmed violation; and a review that has given one gives no second.
pub async fn give(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    review: &Review,
) -> Result<Option<Strike>, ActionError> {
    let confirmed = review
        .decided
        .filter(|decided| decided.decision == Decision::Confirmed);
    let Some(decided) = confirmed.filter(|_| Reader::Seller.wrote(review.author)) else {
        return Ok(None);
    };
    let given = store::strikes::of_review(tx, &review.seller, review.id).await?;
    if given.is_some() {
        return Ok(given);
    }
    let evidence = evidence(tx, review, decided).await?;
    let written = serde_json::to_string(&evidence).map_err(|error| ActionError::Internal {
        operation: "writing down what a strike rests on",
        source: Box::new(error),
    })?;
    let content = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(content, &written)?;
    let given = Given {
        id: recorder.id(StrikeId)?,
        seller: review.seller.clone(),
        review: review.id,
        conversation: review.conversation,
        message: review.message,
        ground: decided.ground,
        at: decided.at,
        by: decided.by,
        evidence: content,
    };
    let days = settings::at(tx, &app.config, decided.at).await?.strike_days;
    let strike = moderation::give(given, days, &zone(app)?).map_err(refused)?;
    store::contents::insert(tx, &strike.seller, content, &salt, &written).await?;
    store::strikes::insert(tx, &strike).await?;
    let body = json!({
        "strike_id": strike.id,
        "review_id": strike.review,
        "message_id": strike.message,
        "ground": strike.ground.code(),
        "expires_at": strike.expires_at,
        "contest_until": strike.contest_until,
        "evidence": said,
    });
    tell(tx, recorder, &strike, "strike.given", body).await?;
    Ok(Some(strike))
}

/// The message with what was found in it, as it is now and will be kept.
async fn evidence(tx: &Tx, review: &Review, decided: Decided) -> Result<Evidence, DbError> {
    let (seller, message) = (&review.seller, review.message);
    let text = store::contents::find(tx, seller, ContentId(message.0)).await?;
    let place = (review.conversation, message);
    let findings = found_in_message(tx, seller, place, text.as_deref()).await?;
    Ok(Evidence {
        author: review.author,
        written_at: written_at(tx, review).await?,
        text,
        findings,
        ground: decided.ground,
        decided_at: decided.at,
    })
}

/// Of a message that was sent or held; the review was opened with one that has neither been.
async fn written_at(tx: &Tx, review: &Review) -> Result<Timestamp, DbError> {
    let (seller, message) = (&review.seller, review.message);
    if let Some(held) = store::held_messages::find(tx, seller, message).await? {
        return Ok(held.written_at);
    }
    let sent = store::messages::sent(tx, seller, message).await?;
    Ok(sent.map_or(review.opened_at, |sent| sent.at))
}

fn zone(app: &App) -> Result<TimeZone, ActionError> {
    TimeZone::get(&app.config.marketplace.time_zone).map_err(|error| ActionError::Internal {
        operation: "finding the marketplace's time zone",
        source: Box::new(error),
    })
}
