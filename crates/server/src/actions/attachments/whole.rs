//! A file that arrives in one request.

use bytes::Bytes;
use rules::access::Viewer;
use store::attachments::Attachment;

use super::begin::{self, BeginUpload, Place};
use super::cancel;
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
    let id = file.id;
    let taken = take_in(app, viewer, file, bytes).await;
    if let Err(error) = &taken
        && error.told().status >= 500
    {
        // Its sender has no id to go on with, and must not be held to what it could not send.
        let given_up = cancel::run(app, viewer, id).await;
        given_up.unwrap_or_else(|error| {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a file that was not taken in is left to the sweep"
            );
        });
    }
    taken
}
