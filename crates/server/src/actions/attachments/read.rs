//! A file that went with a message, for whoever may read the conversation.

use media::Kind;
use rules::access::{Action, Viewer};
use rules::conversation::Conversation;
use rules::ids::{AttachmentId, ConversationId, SellerId};
use rules::moderation::Reader;
use serde_json::{Value, json};
use store::Tx;
use store::attachments::{self, Attachment};
use store::events::Event;

use crate::actions::conversations::save::load;
use crate::actions::conversations::staff_read::{Found, LOOK_KIND, Shown, record_look, under};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// How much of a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The file itself: of staff, this is recorded like a look into the conversation.
    Whole,
    /// A further part of it. Players ask for a video in many: that is one look, where the beginning was asked for.
    Further,
    /// Its thumbnail, which belongs to a look into the conversation; without one it is a look itself.
    Thumbnail,
}

/// Finds it. Staff need a reason given before, as for the conversation itself.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    conversation: ConversationId,
    attachment: AttachmentId,
    look: Look,
) -> Result<Attachment, ActionError> {
    let now = app.now();
    let is_staff = matches!(viewer, Viewer::Staff { .. });
    let (state, viewer) = (app.clone(), viewer.clone());
    let work = async move |tx: &Tx| {
        let conversation = load(tx, &viewer, conversation, Action::ReadConversation).await?;
        let as_seen = (Reader::of(&viewer), &conversation.seller);
        let found = attachments::find_sent(tx, as_seen, conversation.id, attachment).await?;
        let found = found.ok_or(ActionError::NotFound)?;
        if matches!(viewer, Viewer::Buyer(_)) && !was_sent(tx, &conversation.seller, &found).await?
        {
            return Err(ActionError::NotFound);
        }
        if !found.may_open {
            return Err(ActionError::forbidden(
                "file_withheld",
                "This image shows contact data and is kept from you. Ask for one without it.",
            ));
        }
        if matches!(viewer, Viewer::Staff { .. }) {
            let under = under(tx, now, &viewer, &conversation).await?;
            if !is_part(tx, &conversation, &found, look, &under).await? {
                let recorder = Recorder::new(&state, &viewer, now);
                let shown = Shown::file(attachment);
                record_look(tx, &recorder, &viewer, &conversation, shown).await?;
            }
        }
        Ok(found)
    };
    match is_staff {
        true => app.db.write(work).await,
        false => app.db.read(work).await,
    }
}

/// The files of a held message are no business of a buyer while it is not sent.
async fn was_sent(tx: &Tx, seller: &SellerId, file: &Attachment) -> Result<bool, ActionError> {
    match file.message {
        Some(message) => Ok(store::messages::sent(tx, seller, message).await?.is_some()),
        None => Ok(false),
    }
}

fn is_video(file: &Attachment) -> bool {
    let kind = file.kept.as_ref().map(|kept| kept.kind.as_str());
    kind.and_then(Kind::from_code).is_some_and(Kind::is_video)
}

/// Whether a look that is recorded already has shown it: a thumbnail stands in the conversation, and players ask for a
/// video in parts.
async fn is_part(
    tx: &Tx,
    conversation: &Conversation,
    file: &Attachment,
    look: Look,
    under: &Found,
) -> Result<bool, ActionError> {
    let Found::Under(under) = under else {
        return Ok(false);
    };
    match look {
        Look::Thumbnail => Ok(under.looks > 0),
        Look::Further if is_video(file) => {
            let (seller, id) = (&conversation.seller, conversation.id);
            let looks = store::events::of_kind(tx, seller, id, LOOK_KIND).await?;
            let into_it = |event: &Event| {
                let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
                body["reason_event"] == json!(under.reading)
                    && body["attachment_id"] == json!(file.id)
            };
            Ok(looks.iter().any(into_it))
        }
        Look::Whole | Look::Further => Ok(false),
    }
}
