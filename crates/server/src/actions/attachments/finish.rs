//! A file is complete: it is looked at, cleaned and kept, or refused and forgotten.

use bytes::Bytes;
use media::{Kind, Refused};
use rules::access::Viewer;
use rules::attachment::{AttachmentState, FileName, Seen};
use rules::ids::{AttachmentId, ContentId};
use store::Tx;
use store::attachments::{self, Attachment, Kept};

use super::inspect::Inspected;
use super::sweep::delete_parts;
use super::{cancel, of_uploader};
use crate::app::App;
use crate::error::ActionError;

/// Finishes it; done again, it gives the same answer.
pub async fn run(app: &App, viewer: &Viewer, id: AttachmentId) -> Result<Attachment, ActionError> {
    let file = of_uploader::run(app, viewer, id).await?;
    if file.state != AttachmentState::Uploading {
        return Ok(file);
    }
    if file.received_bytes != file.announced_bytes {
        return Err(ActionError::conflict(
            "upload_incomplete",
            format!(
                "{} of {} bytes have arrived. Send the rest first.",
                file.received_bytes, file.announced_bytes
            ),
        ));
    }
    let seller = file.seller.clone();
    let parts = app
        .db
        .read(async move |tx: &Tx| Ok::<_, ActionError>(attachments::parts(tx, &seller, id).await?))
        .await?;
    let ids = parts.iter().map(|part| part.id);
    let bytes = app.storage.join_parts(id, ids).await?;
    let finished = take_in(app, viewer, file, bytes).await?;
    // The file is kept, whatever becomes of its pieces.
    if let Err(error) = delete_parts(app, finished.seller.clone(), id).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "pieces of a complete file are left to the sweep"
        );
    }
    Ok(finished)
}

/// Looks at the bytes and keeps what is to be kept; the record says so only afterwards. What is refused is given up.
pub(super) async fn take_in(
    app: &App,
    viewer: &Viewer,
    file: Attachment,
    bytes: Bytes,
) -> Result<Attachment, ActionError> {
    let name = FileName::of(file.name.as_deref().unwrap_or_default());
    let inspected = app.inspector.inspect(bytes).await?;
    let checked = inspected
        .map_err(refused)
        .and_then(|inspected| check_name(&name, inspected));
    let inspected = match checked {
        Ok(inspected) => inspected,
        Err(error) => {
            // Whoever finished it at the same time has given it up already.
            match cancel::run(app, viewer, file.id).await {
                Ok(()) | Err(ActionError::NotFound) => return Err(error),
                Err(failed) => return Err(failed),
            }
        }
    };
    if let Some(thumbnail) = inspected.thumbnail {
        app.storage.keep_thumbnail(file.id, thumbnail).await?;
    }
    app.storage.keep(file.id, inspected.kept).await?;
    save(app, viewer, file, inspected.facts, inspected.seen).await
}

async fn save(
    app: &App,
    viewer: &Viewer,
    file: Attachment,
    kept: Kept,
    seen: Option<Seen>,
) -> Result<Attachment, ActionError> {
    let (seller, id, facts) = (file.seller.clone(), file.id, kept.clone());
    let (content, salt) = (app.new_id(app.now(), ContentId)?, app.random.salt()?);
    let saved = app
        .db
        .write(async move |tx: &Tx| {
            let seen = seen.as_ref().map(|seen| (content, &salt, seen));
            Ok::<_, ActionError>(attachments::make_ready(tx, &seller, id, &facts, seen).await?)
        })
        .await?;
    if !saved {
        // Finished twice at the same time, both have kept the same; given up meanwhile, it is not there any more.
        return of_uploader::run(app, viewer, id).await;
    }
    Ok(Attachment {
        state: AttachmentState::Ready,
        received_bytes: file.announced_bytes,
        kept: Some(kept),
        ..file
    })
}

/// A name that says something else than the content deceives whoever opens the file.
fn check_name(name: &FileName, inspected: Inspected) -> Result<Inspected, ActionError> {
    let kind = inspected.kind;
    match name.ending() {
        Some(ending) if looks_like_ending(&ending) && !kind.may_be_called(&ending) => {
            let detail = format!(
                "The name ends in .{ending}, but the file is {}. Rename it to .{} if that is what you mean to send.",
                said(kind),
                kind.code()
            );
            Err(ActionError::invalid("file_name_lies", detail))
        }
        _ => Ok(inspected),
    }
}

/// "Invoice 5. December" has a dot and no ending.
fn looks_like_ending(text: &str) -> bool {
    text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn said(kind: Kind) -> &'static str {
    match kind {
        kind if kind.is_image() => "an image",
        kind if kind.is_video() => "a video",
        Kind::Pdf => "a PDF",
        Kind::Text => "plain text",
        _ => "an office document",
    }
}

fn refused(refused: Refused) -> ActionError {
    let detail = match refused {
        Refused::Empty => "The file is empty. Choose another one.",
        Refused::Unknown => {
            "Files of this kind cannot be sent. Send an image, a PDF, plain text, an office document or a video."
        }
        Refused::Damaged => "The file is cut off or damaged. Save it again and send it once more.",
        Refused::Markup => {
            "Web pages and drawings in SVG cannot be sent. Send a PDF or an image of it."
        }
        Refused::Program => "Programs and scripts cannot be sent.",
        Refused::Archive => "Archives cannot be sent. Unpack it and send the files themselves.",
        Refused::Macros => "The document holds macros. Save it without them, or as a PDF.",
        Refused::Encrypted => "The document is protected by a password. Save it without one.",
        Refused::OldOffice => {
            "This is an old office format. Save it as .docx, .xlsx, .pptx or as a PDF."
        }
        Refused::Heic => {
            "HEIC and AVIF images cannot be shown by everybody. Send the photo as JPEG; phones do so when asked for the most compatible format."
        }
        Refused::Bomb => "The file would unpack to far more than it is, and is not opened here.",
        Refused::TooManyPixels => {
            "The image has too many pixels. Make it smaller and send it again."
        }
    };
    ActionError::invalid(refused.code(), detail)
}
