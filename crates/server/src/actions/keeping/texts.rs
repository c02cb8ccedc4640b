//! Reasons of the marketplace, kept apart with their salts, and how refusals are told.

use rules::access::Viewer;
use rules::ids::ContentId;
use rules::ids::StaffId;
use rules::keeping::{ErasureRefused, HoldRefused};
use serde_json::Value;
use store::Tx;

use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::record::Recorder;
use crate::error::ActionError;

/// A reason, kept with its salt; what its event may say of it.
pub(super) async fn keep_reason(
    tx: &Tx,
    recorder: &Recorder,
    reason: &str,
) -> Result<(ContentId, Value), ActionError> {
    let reason = parse_reason(reason)?;
    let id = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(id, reason.as_str())?;
    store::contents::insert_of_marketplace(tx, id, &salt, reason.as_str()).await?;
    Ok((id, said))
}

/// Holds and erasures carry the names of those who decided: a person of staff, and nobody else.
pub(super) fn staff_of(viewer: &Viewer) -> Result<StaffId, ActionError> {
    match viewer {
        Viewer::Staff { staff, .. } => Ok(*staff),
        _ => Err(ActionError::forbidden(
            "not_allowed",
            "Only staff hold and erase.",
        )),
    }
}

pub(super) fn hold_refused(refused: HoldRefused) -> ActionError {
    let told = format!("This cannot be done: {refused}.");
    match refused {
        HoldRefused::EndsInThePast | HoldRefused::TooLong => {
            ActionError::invalid(refused.code(), told)
        }
        HoldRefused::AlreadyLifted | HoldRefused::AlreadyEnded => {
            ActionError::conflict(refused.code(), told)
        }
    }
}

pub(super) fn erasure_refused(refused: ErasureRefused) -> ActionError {
    let told = format!("This cannot be done: {refused}.");
    match refused {
        ErasureRefused::SamePerson => ActionError::forbidden(refused.code(), told),
        ErasureRefused::AlreadyDecided => ActionError::conflict(refused.code(), told),
    }
}
