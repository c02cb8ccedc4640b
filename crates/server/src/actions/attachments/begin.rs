//! Beginning to upload a file: its name, its size and where it is to be sent.

use rules::access::{Action, Relation, Viewer};
use rules::attachment::{AttachmentState, FileName, UploadRefused, may_begin};
use rules::ids::{AttachmentId, ContentId, ConversationId, SellerId};
use rules::moderation::Hidden;
use store::Tx;
use store::attachments::{self, Attachment};

use crate::actions::conversations::save;
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{actor, check};

/// A file to be uploaded.
#[derive(Debug, Clone)]
pub struct BeginUpload {
    /// Where it is to be sent.
    pub place: Place,
    pub name: String,
    pub bytes: u64,
}

/// Where a file is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Conversation(ConversationId),
    /// Into a conversation with this seller that is still to be opened; an agent's own where it names none.
    New(Option<SellerId>),
}

/// Begins it; the record is there before the first byte, so that no byte is ever left without one.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    command: BeginUpload,
) -> Result<Attachment, ActionError> {
    let name = FileName::of(&command.name);
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let (seller, conversation) = find_place(tx, &viewer, &command.place).await?;
        let uploader = actor(&viewer);
        let uploader = (uploader.0.to_owned(), uploader.1);
        let (files, bytes) = unsent(tx, &viewer, &seller).await?;
        may_begin(command.bytes, files, bytes).map_err(refused)?;
        let recorder = Recorder::new(&app, &viewer, now);
        let id = recorder.id(AttachmentId)?;
        let salt = app.random.salt()?;
        let file = Attachment {
            name_commitment: archive::commitment(&salt, name.as_str().as_bytes()),
            seller,
            id,
            conversation,
            message: None,
            uploader,
            state: AttachmentState::Uploading,
            announced_bytes: command.bytes,
            received_bytes: 0,
            name: Some(name.as_str().to_owned()),
            name_hidden: Hidden::new(),
            withheld: false,
            may_open: true,
            kept: None,
            created_at: now,
        };
        store::contents::insert(tx, &file.seller, ContentId(id.0), &salt, name.as_str()).await?;
        attachments::insert(tx, &file).await?;
        Ok(file)
    })
    .await
}

/// How many files and bytes the viewer has uploaded and not sent. Two requests at the same moment may both be let in:
/// this is a brake, and no account.
async fn unsent(tx: &Tx, viewer: &Viewer, seller: &SellerId) -> Result<(u64, u64), ActionError> {
    let (kind, id) = actor(viewer);
    Ok(match viewer {
        // Agents' ids are unique only within their seller.
        Viewer::Agent { .. } => attachments::unbound_of_uploader(tx, seller, (kind, &id)).await?,
        _ => attachments::any_unbound_of_uploader(tx, (kind, &id)).await?,
    })
}

async fn find_place(
    tx: &Tx,
    viewer: &Viewer,
    place: &Place,
) -> Result<(SellerId, Option<ConversationId>), ActionError> {
    match place {
        Place::Conversation(id) => {
            let conversation = save::load(tx, viewer, *id, Action::AttachFile).await?;
            Ok((conversation.seller, Some(conversation.id)))
        }
        Place::New(named) => {
            let own = match viewer {
                Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => Some(seller),
                _ => None,
            };
            let seller = named.as_ref().or(own);
            let seller =
                seller.ok_or_else(|| ActionError::invalid("seller_missing", "Name the seller."))?;
            let relation = match own.is_some_and(|own| own != seller) {
                true => Relation::Foreign,
                false => Relation::Own,
            };
            check(viewer, Action::AttachFile, relation)?;
            let known = store::sellers::find(tx, seller).await?;
            known.ok_or(ActionError::NotFound)?;
            Ok((seller.clone(), None))
        }
    }
}

pub(super) fn refused(refused: UploadRefused) -> ActionError {
    let detail = match refused {
        UploadRefused::Empty => "The file is empty. Choose another one.".to_owned(),
        UploadRefused::TooLarge => "A file has at most 10 MB. Send a smaller one.".to_owned(),
        UploadRefused::TooMuchUnsent => {
            "You have uploaded much that you have not sent. Send it, or remove what you do not need.".to_owned()
        }
        UploadRefused::WrongOffset { expected } => {
            return ActionError::conflict(refused.code(), format!("Go on at byte {expected}."));
        }
        UploadRefused::Complete => {
            return ActionError::conflict(refused.code(), "This file is complete already.");
        }
        UploadRefused::MoreThanAnnounced => {
            "These are more bytes than the upload was begun for. Begin it again with the right size.".to_owned()
        }
    };
    ActionError::invalid(refused.code(), detail)
}
