//! The next bytes of a file that is being uploaded.

use bytes::Bytes;
use rules::access::Viewer;
use rules::attachment::{UploadRefused, may_append};
use rules::ids::AttachmentId;
use store::Tx;
use store::attachments::{self, Attachment, Part};

use super::begin::refused;
use super::of_uploader;
use crate::app::App;
use crate::error::ActionError;

/// Adds bytes at an offset. They lie in the storage before the record counts them.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    id: AttachmentId,
    offset: u64,
    bytes: Bytes,
) -> Result<Attachment, ActionError> {
    let file = of_uploader::run(app, viewer, id).await?;
    let length = bytes.len() as u64;
    let received_bytes = may_append(
        file.state,
        file.announced_bytes,
        file.received_bytes,
        offset,
        length,
    )
    .map_err(refused)?;
    let part = Part {
        id: app.random.uuid(app.now())?,
        start_byte: offset,
        bytes: length,
    };
    app.storage.keep_part(id, part.id, bytes).await?;
    let seller = file.seller.clone();
    let added = app
        .db
        .write(async move |tx: &Tx| {
            Ok::<_, ActionError>(attachments::append(tx, &seller, id, part).await?)
        })
        .await;
    match added {
        Ok(true) => Ok(Attachment {
            received_bytes,
            ..file
        }),
        // The same bytes came twice at the same time, or the file was given up meanwhile.
        Ok(false) => {
            app.storage.delete_part(id, part.id).await?;
            let now = of_uploader::run(app, viewer, id).await?;
            Err(refused(UploadRefused::WrongOffset {
                expected: now.received_bytes,
            }))
        }
        Err(error) => Err(error),
    }
}
