//! Loading a strike for a viewer, keeping a text about it, and recording what happened to it.

use rules::access::{Action, Relation, Viewer};
use rules::conversation::MessageText;
use rules::ids::{ContentId, EventId, StrikeId};
use rules::moderation::{Strike, StrikeRefused};
use serde_json::Value;
use store::Tx;

use crate::actions::record::{Recorder, record};
use crate::error::ActionError;
use crate::viewer::check;

/// Loads the strike if the viewer may do this with it; otherwise there is none, or it is refused.
pub(super) async fn load(
    tx: &Tx,
    viewer: &Viewer,
    id: StrikeId,
    action: Action,
) -> Result<Strike, ActionError> {
    let found = match viewer {
        Viewer::Agent { seller, .. } => store::strikes::find(tx, seller, id).await?,
        Viewer::Staff { .. } => store::strikes::any_find(tx, id).await?,
        _ => None,
    };
    let relation = match found {
        Some(_) => Relation::Own,
        None => Relation::Foreign,
    };
    check(viewer, action, relation)?;
    found.ok_or(ActionError::NotFound)
}

/// A text that says why, kept apart with its salt; what its event may say of it.
pub(super) async fn keep_text(
    tx: &Tx,
    recorder: &Recorder,
    strike: &Strike,
    text: &MessageText,
) -> Result<(ContentId, Value), ActionError> {
    let id = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(id, text.as_str())?;
    store::contents::insert(tx, &strike.seller, id, &salt, text.as_str()).await?;
    Ok((id, said))
}

/// The buyer of the conversation learns nothing of it.
pub(super) async fn tell(
    tx: &Tx,
    recorder: &Recorder,
    strike: &Strike,
    kind: &'static str,
    body: Value,
) -> Result<EventId, ActionError> {
    let event =
        recorder.private_of_conversation(&strike.seller, strike.conversation, kind, body)?;
    record(tx, std::slice::from_ref(&event)).await?;
    Ok(event.id)
}

pub(super) fn parse_text(text: &str) -> Result<MessageText, ActionError> {
    MessageText::parse(text)
        .map_err(|invalid| ActionError::invalid(invalid.code(), format!("text: {invalid}.")))
}

pub(super) fn refused(refused: StrikeRefused) -> ActionError {
    match refused {
        StrikeRefused::OutOfRange => ActionError::Internal {
            operation: "dating a strike",
            source: Box::new(refused),
        },
        StrikeRefused::SamePerson => {
            ActionError::forbidden(refused.code(), format!("This cannot be done: {refused}."))
        }
        _ => ActionError::conflict(refused.code(), format!("This cannot be done: {refused}.")),
    }
}
