//! Files that go with messages: uploading them in pieces or at once, binding them to a message, reading and sweeping them.

pub mod append;
pub mod begin;
pub mod bind;
pub mod cancel;
pub mod finish;
pub mod inspect;
pub mod of_uploader;
pub mod read;
pub mod sweep;
pub mod whole;
