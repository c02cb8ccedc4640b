//! Files over the API: uploading them in pieces or at once, and reading those that were sent.

mod described;
mod disposition;
mod download;
mod range;
mod shown;
mod upload;
mod whole;

pub use download::{get_attachment, get_thumbnail, get_upload_thumbnail};
pub use shown::{AttachmentShown, shown_name};
pub use upload::{delete_upload, get_upload, post_completion, post_upload, put_bytes};
pub use whole::post_attachment;

pub(super) use described::Attachments;
