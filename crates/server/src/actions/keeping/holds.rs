//! Setting a legal hold and lifting it.

use jiff::Timestamp;
use rules::access::{Action, Relation, Viewer};
use rules::ids::{BuyerId, ConversationId, HoldId, SellerId};
use rules::keeping::{Hold, HoldSubject, Lifted, may_lift, parse_end};
use rules::time::whole_us;
use serde_json::json;
use store::Tx;
use store::events::{Event, Stream};

use super::refuse::refuse_erased;
use super::texts::{hold_refused, keep_reason, staff_of};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// What is to be held, until when and why.
#[derive(Debug, Clone)]
pub struct SetHold {
    /// `conversation`, `buyer` or `seller`.
    pub kind: String,
    pub id: String,
    pub ends_at: Timestamp,
    pub reason: String,
}

/// Sets it; from now on nothing that it covers is erased.
pub async fn set(app: &App, viewer: &Viewer, command: SetHold) -> Result<Hold, ActionError> {
    check(viewer, Action::SetHold, Relation::Marketplace)?;
    let by = staff_of(viewer)?;
    let now = app.now();
    let ends_at = parse_end(now, whole_us(command.ends_at)).map_err(hold_refused)?;
    let recorder = Recorder::new(app, viewer, now);
    let work = async move |tx: &Tx| {
        let subject = subject(tx, &command.kind, command.id.trim()).await?;
        let (reason, said) = keep_reason(tx, &recorder, &command.reason).await?;
        let hold = Hold {
            id: recorder.id(HoldId)?,
            subject,
            reason,
            set_at: now,
            set_by: by,
            ends_at,
            lifted: None,
        };
        store::legal_holds::insert(tx, &hold).await?;
        let body = json!({ "hold_id": hold.id, "ends_at": hold.ends_at, "reason": said });
        record(tx, &[event(&recorder, &hold, "hold.set", body)?]).await?;
        Ok(hold)
    };
    app.db.write(work).await
}

/// Ends it before its time.
pub async fn lift(
    app: &App,
    viewer: &Viewer,
    id: HoldId,
    reason: String,
) -> Result<Hold, ActionError> {
    check(viewer, Action::SetHold, Relation::Marketplace)?;
    let by = staff_of(viewer)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let work = async move |tx: &Tx| {
        let found = store::legal_holds::any_find(tx, id).await?;
        let mut hold = found.ok_or(ActionError::NotFound)?;
        may_lift(&hold, now).map_err(hold_refused)?;
        let (because, said) = keep_reason(tx, &recorder, &reason).await?;
        let lifted = Lifted {
            at: now,
            by,
            because,
        };
        store::legal_holds::lift(tx, id, lifted).await?;
        let body = json!({ "hold_id": id, "reason": said });
        record(tx, &[event(&recorder, &hold, "hold.lifted", body)?]).await?;
        hold.lifted = Some(lifted);
        Ok(hold)
    };
    app.db.write(work).await
}

/// What stands under this id; a hold on nothing would only seem to hold something.
async fn subject(tx: &Tx, kind: &str, id: &str) -> Result<HoldSubject, ActionError> {
    let unknown =
        || ActionError::invalid("hold_subject_unknown", format!("There is no {kind} {id}."));
    match kind {
        "conversation" => {
            let id: ConversationId = id.parse().map_err(|_| unknown())?;
            let found = store::conversations::any_find(tx, id).await?;
            let found = found.ok_or_else(unknown)?;
            Ok(HoldSubject::Conversation(found.seller, id))
        }
        "buyer" => {
            let id = BuyerId::parse(id).map_err(|_| unknown())?;
            refuse_erased(tx, &id).await?;
            let is_known = store::buyers::find(tx, &id).await?.is_some()
                || !store::erasing::conversations(tx, &id).await?.is_empty();
            is_known
                .then_some(HoldSubject::Buyer(id))
                .ok_or_else(unknown)
        }
        "seller" => {
            let id = SellerId::parse(id).map_err(|_| unknown())?;
            let found = store::sellers::find(tx, &id).await?;
            found.map(|_| HoldSubject::Seller(id)).ok_or_else(unknown)
        }
        _ => Err(ActionError::invalid(
            "hold_subject_unknown",
            "kind: must be conversation, buyer or seller.",
        )),
    }
}

/// No event of the seller or the buyer: a hold may be what one of them must not learn of.
fn event(
    recorder: &Recorder,
    hold: &Hold,
    kind: &'static str,
    body: serde_json::Value,
) -> Result<Event, ActionError> {
    let stream = match &hold.subject {
        HoldSubject::Conversation(_, id) => Stream::Conversation(*id),
        HoldSubject::Buyer(id) => Stream::Buyer(id.clone()),
        HoldSubject::Seller(id) => Stream::Seller(id.clone()),
    };
    Ok(recorder.event(None, stream, None, kind, body)?)
}
