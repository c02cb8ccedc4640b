//! Files that go with messages, from the first byte to the last, on both databases.

mod exporting;
pub(crate) mod forms;
mod looking_through;
mod refusing;
mod s3;
mod sending;
mod serving;
mod sweeping;
mod upload;
