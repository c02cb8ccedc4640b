//! A file that arrives in one request.

use bytes::Bytes;
use rules::access::Viewer;
use store::attachments::Attachment;

use super::begin::{self, BeginUpload, Place};
use super::finish::take_in;
use crate::app::App;
use crate::error::ActionError;

/// Takes it in, ready to go with a message.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    place: Place,
    name: String,
    bytes: Bytes,
) -> Result<Attachment, ActionError> {
    let command = BeginUpload {
        place,
        name,
        bytes: bytes.len() as u64,
    };
    let file = begin::run(app, viewer, command).await?;
    take_in(app, viewer, file, bytes).await
}
