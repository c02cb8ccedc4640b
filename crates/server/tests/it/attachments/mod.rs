//! Files that go with messages, from the first byte to the last, on both databases.

mod exporting;
mod forms;
mod refusing;
mod s3;
mod sending;
mod serving;
mod sweeping;
mod upload;
