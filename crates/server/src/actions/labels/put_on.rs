//! Putting labels on a conversation and taking them off. It changes nothing that a deadline or a buyer could notice.

use rules::access::{Action, Viewer};
use rules::ids::{ConversationId, LabelId};
use serde_json::json;
use store::{Tx, labels};

use crate::actions::conversations::save::load;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// Labels to be put on and taken off; what is so already stays so.
#[derive(Debug, Clone)]
pub struct PutLabels {
    pub conversation: ConversationId,
    pub on: Vec<LabelId>,
    pub off: Vec<LabelId>,
}

/// Those that a conversation carries.
pub async fn carried(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
) -> Result<Vec<LabelId>, ActionError> {
    let viewer = viewer.clone();
    app.db
        .read(async move |tx: &Tx| {
            let conversation = load(tx, &viewer, id, Action::ReadLabels).await?;
            Ok(labels::of_conversation(tx, &conversation.seller, id).await?)
        })
        .await
}

/// Puts them on and takes them off; gives those that it carries then. A label that the seller does not have is refused.
pub async fn put_on(
    app: &App,
    viewer: &Viewer,
    command: PutLabels,
) -> Result<Vec<LabelId>, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, command.conversation, Action::Label).await?;
        let (seller, id) = (&conversation.seller, conversation.id);
        let recorder = Recorder::new(&app, &viewer, now);
        let mut events = Vec::new();
        for &label in &command.on {
            if labels::find(tx, seller, label).await?.is_none() {
                return Err(ActionError::invalid(
                    "label_unknown",
                    "The seller has no label with this id. Load the labels again.",
                ));
            }
            if labels::put_on(tx, seller, id, label).await? {
                events.push(("conversation.labelled", label));
            }
        }
        for &label in &command.off {
            if labels::take_off(tx, seller, id, label).await? {
                events.push(("conversation.unlabelled", label));
            }
        }
        if !events.is_empty() {
            store::conversations::touch(tx, seller, id, now).await?;
        }
        let event = |(kind, label)| {
            let body = json!({ "label_id": label });
            recorder.private_of_conversation(seller, id, kind, body)
        };
        let events: Result<Vec<_>, _> = events.into_iter().map(event).collect();
        record(tx, &events?).await?;
        Ok(labels::of_conversation(tx, seller, id).await?)
    })
    .await
}
