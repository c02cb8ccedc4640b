//! Another person than the one who asked approves an erasure or refuses it. A legal hold stops an approval.

use rules::access::{Action, Relation, Viewer};
use rules::ids::ErasureId;
use rules::keeping::{Erasure, ErasureDecided, ErasureOutcome, Hold, HoldSubject, standing};
use serde_json::json;
use store::Tx;
use store::events::Stream;

use super::carry_out::forget_person;
use super::texts::{erasure_refused, keep_reason, staff_of};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::jobs::erase_buyer;
use crate::viewer::check;

/// What becomes of a request, and why.
#[derive(Debug, Clone)]
pub struct DecideErasure {
    pub erasure: ErasureId,
    pub outcome: ErasureOutcome,
    pub reason: String,
}

/// Decides once and for all. An approval takes the person away at once and queues the rest in the same transaction:
/// what the buyer wrote goes conversation by conversation, the bytes of its files last.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    command: DecideErasure,
) -> Result<Erasure, ActionError> {
    check(viewer, Action::DecideErasure, Relation::Marketplace)?;
    let by = staff_of(viewer)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let work = async move |tx: &Tx| {
        let found = store::erasures::any_find(tx, command.erasure).await?;
        let mut erasure = found.ok_or(ActionError::NotFound)?;
        erasure.decidable_by(by).map_err(erasure_refused)?;
        let approves = command.outcome == ErasureOutcome::Approved;
        if approves {
            check_holds(tx, &erasure, &recorder).await?;
        }
        let (because, said) = keep_reason(tx, &recorder, &command.reason).await?;
        let decided = ErasureDecided {
            at: now,
            by,
            outcome: command.outcome,
            because,
        };
        store::erasures::save_decision(tx, erasure.id, &decided).await?;
        erasure.decided = Some(decided);
        let mut body = json!({
            "erasure_id": erasure.id,
            "ground": erasure.ground.code(),
            "reason": said,
        });
        if approves {
            body["orders"] = json!(forget_person(tx, &erasure.buyer, now).await?);
            erase_buyer::enqueue(tx, &recorder, erasure.id).await?;
        }
        let kind = match approves {
            true => "erasure.approved",
            false => "erasure.refused",
        };
        let stream = Stream::Buyer(erasure.buyer.clone());
        let event = recorder.event(None, stream, None, kind, body)?;
        record(tx, &[event]).await?;
        Ok(erasure)
    };
    app.db.write(work).await
}

/// Nothing that is held is erased. Rows that a hold stands on are written, so that one which is set meanwhile
/// and this approval do not miss each other.
async fn check_holds(tx: &Tx, erasure: &Erasure, recorder: &Recorder) -> Result<(), ActionError> {
    let buyer = &erasure.buyer;
    store::legal_holds::meet(tx, &HoldSubject::Buyer(buyer.clone())).await?;
    let mut met = None;
    let mut conversations = store::erasing::conversations(tx, buyer).await?;
    conversations.sort();
    for (seller, conversation) in conversations {
        let subject = HoldSubject::Conversation(seller.clone(), conversation);
        store::legal_holds::meet(tx, &subject).await?;
        if met.as_ref() != Some(&seller) {
            store::legal_holds::meet(tx, &HoldSubject::Seller(seller.clone())).await?;
            met = Some(seller);
        }
    }
    let holds = store::legal_holds::of_buyer(tx, buyer, recorder.now).await?;
    match standing(&holds, recorder.now) {
        None => Ok(()),
        Some(hold) => Err(held(tx, hold).await?),
    }
}

/// Says who holds what until when, and why.
async fn held(tx: &Tx, hold: &Hold) -> Result<ActionError, ActionError> {
    let by = store::staff::find(tx, hold.set_by).await?;
    let by = by.map_or_else(|| hold.set_by.to_string(), |by| by.name);
    let reason = store::contents::find_of_marketplace(tx, hold.reason).await?;
    let reason = reason
        .map(|reason| format!(" Reason: {reason}"))
        .unwrap_or_default();
    let (kind, id) = (hold.subject.code(), hold.subject.id());
    let until = hold.ends_at;
    Ok(ActionError::conflict(
        "held",
        format!(
            "{by} holds the {kind} {id} until {until}, and nothing that is held is erased. Wait, or lift the hold.{reason}"
        ),
    ))
}
