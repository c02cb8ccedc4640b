//! What each page shows: plain data, already worded and formatted, and its template.
//! Views know texts and layout; they do not know the store, the rules or who may see them.

pub mod author;
pub mod deadline;
pub mod format;
pub mod inbox;
pub mod message_text;
pub mod notice;
pub mod order;
pub mod page;
pub mod thread;
pub mod thread_entry;
