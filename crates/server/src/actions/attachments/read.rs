//! A file that went with a message, for whoever may read the conversation.

use media::Kind;
use rules::access::{Action, Viewer};
use rules::ids::{AttachmentId, ConversationId, SellerId};
use rules::moderation::Reader;
use store::Tx;
use store::attachments::{self, Attachment};

use crate::actions::conversations::save::load;
use crate::actions::conversations::staff_read::{check_reason, record_look};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// How much of a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The file itself: of staff, this is recorded like a look into the conversation.
    Whole,
    /// A further part of it. Players ask for a video in many: that is one look.
    Further,
    /// Its thumbnail, which belongs to a look into the conversation.
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
    let records = matches!(viewer, Viewer::Staff { .. }) && look != Look::Thumbnail;
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
            let recorder = Recorder::new(&state, &viewer, now);
            match look {
                Look::Further if is_video(&found) => {
                    check_reason(tx, &recorder, &viewer, &conversation).await?;
                }
                Look::Whole | Look::Further => {
                    record_look(tx, &recorder, &viewer, &conversation, Some(attachment)).await?;
                }
                Look::Thumbnail => {
                    check_reason(tx, &recorder, &viewer, &conversation).await?;
                }
            }
        }
        Ok(found)
    };
    match records {
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
