//! Loading an absence for a viewer, and saving with its event what was decided about it.

use rules::absence::Absence;
use rules::access::{Action, Relation, Viewer};
use rules::ids::{AbsenceId, AgentId, ContentId, SellerId};
use serde_json::{Value, json};
use store::Tx;
use store::events::Stream;

use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::record::{Recorder, record};
use crate::error::ActionError;
use crate::jobs::recompute_deadlines::{self, Body};
use crate::viewer::check;

/// Loads the absence if the viewer may do this with it; otherwise there is none, or it is refused.
pub(super) async fn load(
    tx: &Tx,
    viewer: &Viewer,
    id: AbsenceId,
    action: Action,
) -> Result<Absence, ActionError> {
    let found = match viewer {
        Viewer::Agent { seller, .. } => store::absences::find(tx, seller, id).await?,
        Viewer::Staff { .. } => store::absences::any_find(tx, id).await?,
        _ => None,
    };
    let relation = match found {
        Some(_) => Relation::Own,
        None => Relation::Foreign,
    };
    check(viewer, action, relation)?;
    found.ok_or(ActionError::NotFound)
}

/// Refuses a change that was decided on another version than the present one.
pub(super) fn check_version(absence: &Absence, version: Option<i64>) -> Result<(), ActionError> {
    match version {
        Some(version) if version != absence.version => Err(ActionError::Stale),
        _ => Ok(()),
    }
}

/// The seller that an agent acts for.
pub(super) fn seller_of(viewer: &Viewer) -> Result<SellerId, ActionError> {
    match viewer {
        Viewer::Agent { seller, .. } => Ok(seller.clone()),
        _ => Err(ActionError::forbidden(
            "not_allowed",
            "Only sellers announce absences.",
        )),
    }
}

/// Refuses an agent that the seller does not have.
pub(super) async fn check_agent(
    tx: &Tx,
    seller: &SellerId,
    agent: Option<&AgentId>,
    field: &'static str,
) -> Result<(), ActionError> {
    let Some(agent) = agent else {
        return Ok(());
    };
    let found = store::agents::find(tx, seller, agent).await?;
    match found.filter(|agent| agent.active) {
        Some(_) => Ok(()),
        None => Err(ActionError::invalid(
            "unknown_agent",
            format!("{field}: the seller has no such active agent."),
        )),
    }
}

/// A text that was given along, kept apart with its salt; what its event may say of it.
pub(super) async fn keep_text(
    tx: &Tx,
    recorder: &Recorder,
    seller: &SellerId,
    text: &str,
) -> Result<(ContentId, Value), ActionError> {
    let text = parse_reason(text)?;
    let id = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(id, text.as_str())?;
    store::contents::insert(tx, seller, id, &salt, text.as_str()).await?;
    Ok((id, said))
}

/// Records what happened; where the seller's clock may run otherwise from now on, its deadlines are computed again.
pub(super) async fn tell(
    tx: &Tx,
    recorder: &Recorder,
    absence: &Absence,
    kind: &'static str,
    text: Option<Value>,
    moves_clock: bool,
) -> Result<(), ActionError> {
    let body = json!({
        "absence_id": absence.id,
        "agent": absence.agent,
        "first_day": absence.days.first,
        "last_day": absence.days.last,
        "starts_at": absence.starts_at,
        "ends_at": absence.ends_at,
        "working_days": absence.working_days,
        "deputy": absence.deputy,
        "reason": text,
    });
    let stream = Stream::Seller(absence.seller.clone());
    let event = recorder.event(Some(&absence.seller), stream, None, kind, body)?;
    record(tx, &[event]).await?;
    if moves_clock && absence.agent.is_none() {
        let body = Body {
            seller: Some(absence.seller.clone()),
            ..Body::default()
        };
        recompute_deadlines::enqueue(tx, recorder, &body).await?;
    }
    Ok(())
}
