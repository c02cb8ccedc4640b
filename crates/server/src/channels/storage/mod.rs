//! The bytes of attachments: a folder, or a bucket that speaks S3.

mod place;
mod storage_error;
mod stored;

pub use storage_error::StorageError;
pub use stored::Storage;
