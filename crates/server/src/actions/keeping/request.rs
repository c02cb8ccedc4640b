//! A person of staff asks that a buyer be erased; another one decides.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{BuyerId, ErasureId};
use rules::keeping::{AskedBy, Erasure, ErasureGround};
use serde_json::json;
use store::events::Stream;
use store::{DbError, Tx};

use super::refuse::refuse_erased;
use super::texts::{keep_reason, staff_of};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Whom, on what ground, who asked, and why in words.
#[derive(Debug, Clone)]
pub struct RequestErasure {
    pub buyer: BuyerId,
    pub ground: ErasureGround,
    pub asked_by: AskedBy,
    pub reason: String,
}

/// Asks for it; nothing is erased yet.
pub async fn request(
    app: &App,
    viewer: &Viewer,
    command: RequestErasure,
) -> Result<Erasure, ActionError> {
    check(viewer, Action::RequestErasure, Relation::Marketplace)?;
    let by = staff_of(viewer)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let work = async move |tx: &Tx| {
        let buyer = &command.buyer;
        refuse_erased(tx, buyer).await?;
        let is_known = store::buyers::find(tx, buyer).await?.is_some()
            || !store::erasing::conversations(tx, buyer).await?.is_empty()
            || !store::erasing::orders(tx, buyer).await?.is_empty();
        if !is_known {
            return Err(ActionError::invalid(
                "buyer_unknown",
                format!("There is no buyer {buyer}."),
            ));
        }
        let waits = || {
            ActionError::conflict(
                "erasure_waits",
                "An erasure of this buyer waits for a decision already. Decide about that one.",
            )
        };
        if store::erasures::waiting_of(tx, buyer).await?.is_some() {
            return Err(waits());
        }
        let (reason, said) = keep_reason(tx, &recorder, &command.reason).await?;
        let erasure = Erasure {
            id: recorder.id(ErasureId)?,
            buyer: buyer.clone(),
            ground: command.ground,
            asked_by: command.asked_by,
            reason,
            requested_at: now,
            requested_by: by,
            decided: None,
            cleaned_at: None,
        };
        match store::erasures::insert(tx, &erasure).await {
            Err(DbError::Unique { .. }) => return Err(waits()),
            inserted => inserted?,
        }
        let body = json!({
            "erasure_id": erasure.id,
            "ground": erasure.ground.code(),
            "asked_by": erasure.asked_by.code(),
            "reason": said,
        });
        let stream = Stream::Buyer(buyer.clone());
        let event = recorder.event(None, stream, None, "erasure.requested", body)?;
        record(tx, &[event]).await?;
        Ok(erasure)
    };
    app.db.write(work).await
}
