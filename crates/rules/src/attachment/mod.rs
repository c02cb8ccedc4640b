//! Files that go with messages: what may be uploaded, and what may be bound to a message.
//! What is inside a file is not known here.

mod bind;
mod file_name;
mod seen;
mod upload;

pub use bind::{AttachRefused, Candidate, may_bind};
pub use file_name::{FILE_NAME_MAX_CHARS, FileName};
pub use seen::{Seen, Words};
pub use upload::{
    AttachmentState, FILE_MAX_BYTES, FILES_MAX, MESSAGE_FILES_MAX_BYTES, UNBOUND_LIVE,
    UNBOUND_MAX_BYTES, UNBOUND_MAX_FILES, UploadRefused, may_append, may_begin,
};
