//! Why an installation could not be exported or restored.

use rules::ids::AttachmentId;

/// Whatever it is, the database that was to be restored into is as empty as before.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("line {number} of the export cannot be read")]
    Unreadable {
        number: u64,
        #[source]
        source: serde_json::Error,
    },
    #[error("line {number} of the export comes where it is not expected")]
    Unexpected { number: u64 },
    #[error("this is no export of format {}", super::lines::FORMAT)]
    OtherFormat,
    #[error("the export is cut off: its last line is missing")]
    CutOff,
    #[error("line {number} of the export says that something else was written than what came")]
    Differs { number: u64 },
    #[error("the file {id} of a message is not there")]
    FileMissing { id: AttachmentId },
    #[error("the file {id} is not the one that the database names")]
    FileDiffers { id: AttachmentId },
}
