//! Erasing what has been kept for as long as the marketplace keeps it. Each step commits with its event, asks in its own
//! transaction whether the time is over and nothing is held, and finds nothing to do when it comes again.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rules::conversation::Conversation;
use rules::ids::{BuyerId, ContentId, ConversationId, SellerId};
use rules::keeping::{HoldSubject, RetentionKind, is_over};
use serde_json::json;
use store::events::{Event, Stream};
use store::retention::{self, Kept, KeptLook, KeptStrike};
use store::{Tx, erasing, legal_holds, prepared_files};

use super::carry_out::{broken, close_it, forget_person};
use super::listed::{Why, erase};
use crate::actions::conversations::staff_read::REASON_KIND;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::archiving::{commitments, raw_leaf};
use crate::error::ActionError;

/// Erases everything written in a conversation, and closes it where nobody has; says whether it was due.
pub async fn conversation(
    app: &App,
    (seller, id): (SellerId, ConversationId),
    cutoff: Timestamp,
    recorder: &Recorder,
) -> Result<bool, ActionError> {
    let recorder = recorder.clone();
    let work = async move |tx: &Tx| {
        let found = free(tx, (&seller, id), recorder.now).await?;
        let Some(found) = found.filter(|found| is_over(found, cutoff)) else {
            return Ok(false);
        };
        close_it(tx, (&seller, id), &recorder).await?;
        let mut texts = written(&store::events::of_conversation(tx, &seller, id).await?)?;
        texts.extend(empty_files(tx, (&seller, id), recorder.now).await?);
        let why = Why::Retention(RetentionKind::Conversations);
        let place = ((&seller, id), Some(&found.buyer));
        erase(tx, &recorder, place, why, &texts).await?;
        retention::forget_around(tx, &seller, id).await?;
        prepared_files::expire_of_buyer(tx, &found.buyer, recorder.now).await?;
        retention::note_emptied(tx, &seller, id, recorder.now).await?;
        Ok::<_, ActionError>(true)
    };
    app.db.write(work).await
}

/// Erases the files of a conversation with their names; says whether that was due.
pub async fn files(
    app: &App,
    (seller, id): (SellerId, ConversationId),
    cutoff: Timestamp,
    recorder: &Recorder,
) -> Result<bool, ActionError> {
    let recorder = recorder.clone();
    let work = async move |tx: &Tx| {
        let found = free(tx, (&seller, id), recorder.now).await?;
        let Some(found) = found.filter(|found| is_over(found, cutoff)) else {
            return Ok(false);
        };
        let texts = empty_files(tx, (&seller, id), recorder.now).await?;
        let why = Why::Retention(RetentionKind::Files);
        let place = ((&seller, id), Some(&found.buyer));
        erase(tx, &recorder, place, why, &texts).await?;
        prepared_files::expire_of_buyer(tx, &found.buyer, recorder.now).await?;
        Ok::<_, ActionError>(true)
    };
    app.db.write(work).await
}

/// Erases the texts of a strike; says whether they were free.
pub async fn strike(
    app: &App,
    kept: Kept<KeptStrike>,
    recorder: &Recorder,
) -> Result<bool, ActionError> {
    let recorder = recorder.clone();
    let work = async move |tx: &Tx| {
        let place = (&kept.seller, kept.conversation);
        if free(tx, place, recorder.now).await?.is_none() {
            return Ok(false);
        }
        let texts = kept.of.texts.iter().copied().collect();
        let why = Why::Retention(RetentionKind::Strikes);
        erase(tx, &recorder, (place, None), why, &texts).await?;
        retention::note_emptied_strike(tx, &kept.seller, kept.of.id, recorder.now).await?;
        Ok::<_, ActionError>(true)
    };
    app.db.write(work).await
}

/// Erases why somebody looked at a conversation; says whether that was free.
pub async fn look(
    app: &App,
    kept: Kept<KeptLook>,
    recorder: &Recorder,
) -> Result<bool, ActionError> {
    let recorder = recorder.clone();
    let work = async move |tx: &Tx| {
        let place = (&kept.seller, kept.conversation);
        if free(tx, place, recorder.now).await?.is_none() {
            return Ok(false);
        }
        let texts = BTreeSet::from([kept.of.reason]);
        let why = Why::Retention(RetentionKind::Looks);
        erase(tx, &recorder, (place, None), why, &texts).await?;
        retention::note_reason_erased(tx, &kept.seller, kept.of.id).await?;
        Ok::<_, ActionError>(true)
    };
    app.db.write(work).await
}

/// Takes away who a buyer is of whom nothing else is left. It may come back: nobody has asked to be erased.
pub async fn buyer(
    app: &App,
    id: BuyerId,
    cutoff: Timestamp,
    recorder: &Recorder,
) -> Result<bool, ActionError> {
    let recorder = recorder.clone();
    let work = async move |tx: &Tx| {
        let now = recorder.now;
        legal_holds::meet(tx, &HoldSubject::Buyer(id.clone())).await?;
        let held = legal_holds::of_buyer(tx, &id, now).await?;
        // It may have come back since it was looked up.
        if !held.is_empty() || !retention::is_over(tx, &id, cutoff, now).await? {
            return Ok(false);
        }
        let orders = forget_person(tx, &id, now).await?;
        let body = json!({ "orders": orders });
        let stream = Stream::Buyer(id.clone());
        let event = recorder.event(None, stream, None, "buyer.forgotten", body)?;
        record(tx, &[event]).await?;
        Ok::<_, ActionError>(true)
    };
    app.db.write(work).await
}

/// The conversation, unless something holds it. Rows that a hold stands on are written, so that one which is set
/// meanwhile and this do not miss each other.
async fn free(
    tx: &Tx,
    (seller, id): (&SellerId, ConversationId),
    now: Timestamp,
) -> Result<Option<Conversation>, ActionError> {
    let Some(found) = store::conversations::find(tx, seller, id).await? else {
        return Ok(None);
    };
    for subject in [
        HoldSubject::Conversation(seller.clone(), id),
        HoldSubject::Buyer(found.buyer.clone()),
        HoldSubject::Seller(seller.clone()),
    ] {
        legal_holds::meet(tx, &subject).await?;
    }
    let held = legal_holds::of_conversation(tx, seller, id, &found.buyer, now).await?;
    Ok(held.is_empty().then_some(found))
}

/// Every text that events of a conversation committed to, but those that have a period of their own.
fn written(events: &[Event]) -> Result<BTreeSet<ContentId>, ActionError> {
    let mut texts = BTreeSet::new();
    for event in events {
        let own = event.kind == REASON_KIND || event.kind.starts_with("strike.");
        if !own {
            let leaf = raw_leaf(event).map_err(broken)?;
            let committed = commitments(&leaf.body).into_iter();
            texts.extend(committed.map(|(content, _)| ContentId(content)));
        }
    }
    Ok(texts)
}

/// Of the files of a conversation nothing stays but that there were some; the texts that belonged to them.
async fn empty_files(
    tx: &Tx,
    (seller, id): (&SellerId, ConversationId),
    now: Timestamp,
) -> Result<BTreeSet<ContentId>, ActionError> {
    let mut texts = BTreeSet::new();
    for file in retention::files(tx, seller, id).await? {
        texts.insert(ContentId(file.id.0));
        texts.extend(file.seen);
        erasing::empty_file(tx, seller, file.id, now).await?;
    }
    Ok(texts)
}
