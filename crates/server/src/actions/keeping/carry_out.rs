//! Erasing a buyer, in steps that each commit with their event and do nothing when they come again:
//! the person with the approval, then one conversation after another, then the bytes of the files.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rules::conversation::{AuthorKind, ConversationState, close};
use rules::ids::{BuyerId, ContentId, ConversationId, ErasureId, SellerId};
use rules::keeping::Erasure;
use serde_json::json;
use store::drafts::{self, Writer};
use store::events::{Event, Stream};
use store::{Tx, erasing, prepared_files};

use super::listed::{ERASED, Why, erase};
use crate::actions::conversations::save::{Before, save};
use crate::actions::marketplace::OrderDetails;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::archiving::{commitments, raw_leaf};
use crate::error::ActionError;

/// Takes away who the buyer is: name, address, sessions, answers, and the salt of its pseudonym; of its orders
/// where they went. Files that were prepared of it are offered no more. Says how many orders there were.
pub async fn forget_person(tx: &Tx, buyer: &BuyerId, now: Timestamp) -> Result<usize, ActionError> {
    erasing::forget_person(tx, buyer).await?;
    prepared_files::expire_of_buyer(tx, buyer, now).await?;
    let orders = erasing::orders(tx, buyer).await?;
    for (seller, order, details) in &orders {
        let mut stays: OrderDetails = read(details)?;
        stays.delivery_address = None;
        for shipment in &mut stays.shipments {
            shipment.tracking_number = None;
        }
        let stays = serde_json::to_string(&stays).map_err(broken)?;
        erasing::save_order(tx, (seller, order), &stays, now).await?;
    }
    Ok(orders.len())
}

/// Erases what the buyer's side wrote in one of its conversations, and closes it.
pub async fn conversation(
    app: &App,
    erasure: &Erasure,
    (seller, id): (SellerId, ConversationId),
    recorder: &Recorder,
) -> Result<(), ActionError> {
    let (erasure, recorder) = (erasure.clone(), recorder.clone());
    app.db
        .write(async move |tx: &Tx| {
            let place = (&seller, id);
            let done = store::events::of_kind(tx, &seller, id, ERASED).await?;
            if done.iter().any(|event| is_of(event, &erasure)) {
                return Ok(());
            }
            close_it(tx, place, &recorder).await?;
            let writer = Writer {
                kind: "buyer",
                id: erasure.buyer.as_str(),
            };
            drafts::delete(tx, &seller, id, writer).await?;
            let texts = texts_of(tx, &erasure.buyer, place, recorder.now).await?;
            let buyer = Some(&erasure.buyer);
            erase(
                tx,
                &recorder,
                (place, buyer),
                Why::Request(erasure.id),
                &texts,
            )
            .await?;
            erasing::forget_found(tx, &seller, id).await?;
            erasing::forget_title(tx, &seller, id).await?;
            Ok(())
        })
        .await
}

/// The last step, once the bytes of the files are gone: says that the buyer is erased.
pub async fn finish(app: &App, id: ErasureId, recorder: &Recorder) -> Result<(), ActionError> {
    let recorder = recorder.clone();
    app.db
        .write(async move |tx: &Tx| {
            let found = store::erasures::any_find(tx, id).await?;
            let erasure = found.ok_or(ActionError::NotFound)?;
            if erasure.cleaned_at.is_some() {
                return Ok(());
            }
            // A sealer that had begun before the approval may have kept one.
            erasing::forget_pseudonym(tx, &erasure.buyer).await?;
            store::erasures::save_cleaned(tx, id, recorder.now).await?;
            let body = json!({
                "erasure_id": id,
                "ground": erasure.ground.code(),
                "asked_by": erasure.asked_by.code(),
                "conversations": erasing::conversations(tx, &erasure.buyer).await?.len(),
                "files": erasing::files(tx, &erasure.buyer).await?.len(),
            });
            let stream = Stream::Buyer(erasure.buyer.clone());
            let event = recorder.event(None, stream, None, "buyer.erased", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}

/// Nobody is there any more to whom an answer could be owed.
pub(super) async fn close_it(
    tx: &Tx,
    (seller, id): (&SellerId, ConversationId),
    recorder: &Recorder,
) -> Result<(), ActionError> {
    let found = store::conversations::find(tx, seller, id).await?;
    let Some(mut conversation) = found.filter(|found| found.state == ConversationState::Open)
    else {
        return Ok(());
    };
    let before = Before::of(&conversation);
    let changes = close(&mut conversation, AuthorKind::Staff, recorder.now)
        .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?;
    save(tx, recorder, &before, &conversation, &changes, None).await
}

/// Everything that the buyer's side has said here: its messages, whatever its events committed to, the names of its
/// files and what was read in them.
async fn texts_of(
    tx: &Tx,
    buyer: &BuyerId,
    (seller, id): (&SellerId, ConversationId),
    now: Timestamp,
) -> Result<BTreeSet<ContentId>, ActionError> {
    let messages = erasing::messages(tx, seller, id).await?;
    let mut texts: BTreeSet<ContentId> = messages.into_iter().collect();
    for event in store::events::of_conversation(tx, seller, id).await? {
        if event.actor_kind == "buyer" && event.actor_id == buyer.as_str() {
            let leaf = raw_leaf(&event).map_err(broken)?;
            let committed = commitments(&leaf.body).into_iter();
            texts.extend(committed.map(|(content, _)| ContentId(content)));
        }
    }
    for file in erasing::files(tx, buyer).await? {
        if file.seller == *seller && file.conversation == Some(id) {
            texts.insert(ContentId(file.id.0));
            texts.extend(file.seen);
            erasing::empty_file(tx, seller, file.id, now).await?;
        }
    }
    Ok(texts)
}

fn is_of(event: &Event, erasure: &Erasure) -> bool {
    let body: serde_json::Value = serde_json::from_str(&event.body).unwrap_or_default();
    body["erasure_id"] == json!(erasure.id)
}

fn read(details: &str) -> Result<OrderDetails, ActionError> {
    serde_json::from_str(details).map_err(broken)
}

pub(super) fn broken(source: impl std::error::Error + Send + Sync + 'static) -> ActionError {
    ActionError::Internal {
        operation: "erasing a buyer",
        source: Box::new(source),
    }
}
