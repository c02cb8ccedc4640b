//! Somebody whose role reads no conversations asks for access to one, or to all of a seller's.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{AccessId, ContentId, ConversationId, SellerId};
use rules::looking::Access;
use serde_json::json;
use store::Tx;

use super::decide::record_of;
use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::conversations::save::load;
use crate::actions::conversations::staff_read::parse_ticket;
use crate::actions::record::Recorder;
use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// What access is asked for, and why.
#[derive(Debug, Clone, Default)]
pub struct AskAccess {
    /// The id that the access gets, chosen by the caller: asking again under the same id asks for nothing.
    pub id: Option<AccessId>,
    pub conversation: Option<ConversationId>,
    /// Without a conversation, to all of this seller's.
    pub seller: Option<SellerId>,
    pub reason: String,
    pub ticket: String,
}

/// Asks; it opens nothing before a second person has approved it.
pub async fn ask(app: &App, viewer: &Viewer, command: AskAccess) -> Result<Access, ActionError> {
    check(viewer, Action::AskAccess, Relation::Marketplace)?;
    if check(viewer, Action::GiveReadReason, Relation::Marketplace).is_ok() {
        return Err(ActionError::conflict(
            "access_not_needed",
            "You have a role that reads conversations. Give your reason there.",
        ));
    }
    let reason = parse_reason(&command.reason)?;
    let ticket = parse_ticket(&command.ticket)?;
    let asked_by = staff_of(viewer)?;
    let recorder = Recorder::new(app, viewer, app.now());
    let viewer = viewer.clone();
    let work = async move |tx: &Tx| {
        if let Some(id) = command.id
            && let Some(asked) = store::accesses::any_find(tx, id).await?
        {
            return Ok(asked);
        }
        let (seller, conversation) = target(tx, &viewer, &command).await?;
        let content = recorder.id(ContentId)?;
        let (salt, said) = recorder.commit(content, reason.as_str())?;
        store::contents::insert_of_marketplace(tx, content, &salt, reason.as_str()).await?;
        let access = Access {
            id: match command.id {
                Some(id) => id,
                None => recorder.id(AccessId)?,
            },
            seller,
            conversation,
            asked_by,
            asked_at: recorder.now,
            reason: content,
            ticket: ticket.clone(),
            decided: None,
            ended: None,
        };
        store::accesses::insert(tx, &access).await?;
        let mut body = json!({
            "access_id": access.id,
            "seller": access.seller,
            "conversation_id": access.conversation,
            "reason": said,
        });
        if let Some(ticket) = &access.ticket {
            body["ticket"] = json!(ticket.as_str());
        }
        record_of(tx, &recorder, &access, "access.asked", body).await?;
        Ok(access)
    };
    app.db.write(work).await
}

/// Whose texts it opens; there is a conversation or a seller with this id.
async fn target(
    tx: &Tx,
    viewer: &Viewer,
    command: &AskAccess,
) -> Result<(SellerId, Option<ConversationId>), ActionError> {
    match (command.conversation, &command.seller) {
        (Some(id), None) => {
            let found = load(tx, viewer, id, Action::AskAccess).await?;
            Ok((found.seller, Some(id)))
        }
        (None, Some(seller)) => match store::sellers::find(tx, seller).await? {
            Some(found) => Ok((found.id, None)),
            None => Err(ActionError::NotFound),
        },
        _ => Err(ActionError::invalid(
            "access_target",
            "Name a conversation or a seller, and not both.",
        )),
    }
}
