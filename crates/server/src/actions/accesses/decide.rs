//! A second person approves access or refuses it; it can be ended before its time.

use rules::access::{Action, Relation, Viewer};
use rules::ids::AccessId;
use rules::looking::{Access, AccessRefused, AccessState};
use serde_json::{Value, json};
use store::Tx;
use store::events::Stream;

use crate::actions::record::{Recorder, record};
use crate::actions::settings::{self, staff_of};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Approves it for as long as the marketplace's setting says at this instant, or refuses it.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    id: AccessId,
    approves: bool,
) -> Result<Access, ActionError> {
    check(viewer, Action::DecideAccess, Relation::Marketplace)?;
    let (by, now) = (staff_of(viewer)?, app.now());
    let recorder = Recorder::new(app, viewer, now);
    let config = app.config.clone();
    let work = async move |tx: &Tx| {
        let mut access = load(tx, id).await?;
        let lasts = settings::at(tx, &config, now).await?.break_glass;
        let lasts = approves.then_some(lasts);
        access.decide(by, now, lasts).map_err(refused)?;
        let Some(decided) = &access.decided else {
            return Err(refused(AccessRefused::NotWaiting));
        };
        store::accesses::save_decision(tx, id, decided).await?;
        let (kind, body) = match decided.until {
            Some(until) => (
                "access.approved",
                json!({ "access_id": id, "until": until }),
            ),
            None => ("access.refused", json!({ "access_id": id })),
        };
        record_of(tx, &recorder, &access, kind, body).await?;
        Ok(access)
    };
    app.db.write(work).await
}

/// Ends it before its time, or takes the request back: whoever may decide, among them whoever asks.
pub async fn end(app: &App, viewer: &Viewer, id: AccessId) -> Result<Access, ActionError> {
    check(viewer, Action::DecideAccess, Relation::Marketplace)?;
    let (by, now) = (staff_of(viewer)?, app.now());
    let recorder = Recorder::new(app, viewer, now);
    let work = async move |tx: &Tx| {
        let mut access = load(tx, id).await?;
        let was_approved = access.state(now) == AccessState::Running;
        access.end(by, now).map_err(refused)?;
        store::accesses::save_end(tx, id, (by, now)).await?;
        let body = json!({ "access_id": id, "was_approved": was_approved });
        record_of(tx, &recorder, &access, "access.ended", body).await?;
        Ok(access)
    };
    app.db.write(work).await
}

async fn load(tx: &Tx, id: AccessId) -> Result<Access, ActionError> {
    let found = store::accesses::any_find(tx, id).await?;
    found.ok_or(ActionError::NotFound)
}

/// It concerns whoever has asked, and no party: these are told of looks.
pub(super) async fn record_of(
    tx: &Tx,
    recorder: &Recorder,
    access: &Access,
    kind: &'static str,
    body: Value,
) -> Result<(), ActionError> {
    let stream = Stream::Staff(access.asked_by.to_string());
    let event = recorder.event(None, stream, None, kind, body)?;
    Ok(record(tx, &[event]).await?)
}

fn refused(refused: AccessRefused) -> ActionError {
    let detail = format!("This cannot be done: {refused}.");
    match refused {
        AccessRefused::SamePerson => ActionError::forbidden(refused.code(), detail),
        AccessRefused::OutOfRange => ActionError::Internal {
            operation: "approving access",
            source: Box::new(refused),
        },
        _ => ActionError::conflict(refused.code(), detail),
    }
}
