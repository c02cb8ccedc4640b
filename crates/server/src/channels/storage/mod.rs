//! The bytes of attachments and of prepared files: a folder, or a bucket that speaks S3.

mod place;
mod prepared;
mod storage_error;
mod stored;

pub use prepared::PIECE_BYTES;
pub use storage_error::StorageError;
pub use stored::Storage;
