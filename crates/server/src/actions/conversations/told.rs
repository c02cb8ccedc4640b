//! What happened in a conversation as far as its viewer is told of it, with the reasons that were given.

use std::collections::BTreeMap;

use rules::access::Viewer;
use rules::conversation::{Conversation, ReplyDeadline};
use rules::ids::{ContentId, SellerId};
use store::events::Event;
use store::{DbError, Tx};

use super::read::reason_content;
use super::staff_read::REASON_KIND;
use crate::app::App;

/// The buyer sees no event of the seller's inner life; those carry no buyer. No party sees a look that is confidential.
pub(super) async fn visible(
    tx: &Tx,
    app: &App,
    viewer: &Viewer,
    conversation: &Conversation,
    mut events: Vec<Event>,
) -> Result<Vec<Event>, DbError> {
    if matches!(viewer, Viewer::Staff { .. }) {
        return Ok(events);
    }
    let (seller, id) = (&conversation.seller, conversation.id);
    let hidden = store::confidential::hidden(tx, seller, id, app.now()).await?;
    events.retain(|event| !hidden.contains(&event.id));
    if matches!(viewer, Viewer::Buyer(_)) {
        events.retain(|event| event.buyer.is_some());
    }
    Ok(events)
}

/// Reasons given for "no reply needed", and for staff those for reading, by content.
pub(super) async fn reasons(
    tx: &Tx,
    viewer: &Viewer,
    seller: &SellerId,
    deadlines: &[ReplyDeadline],
    events: &[Event],
) -> Result<BTreeMap<ContentId, String>, DbError> {
    let staff = matches!(viewer, Viewer::Staff { .. });
    let of_reading = events
        .iter()
        .filter(|event| staff && event.kind == REASON_KIND)
        .filter_map(reason_content);
    let of_waiving = deadlines
        .iter()
        .filter_map(|deadline| deadline.waived_because);
    let mut reasons = BTreeMap::new();
    for content in of_waiving.chain(of_reading) {
        if let Some(text) = store::contents::find(tx, seller, content).await? {
            reasons.insert(content, text);
        }
    }
    Ok(reasons)
}
