//! What people and systems do with conversations.

pub mod around_list;
pub mod assign;
pub mod bulk;
pub mod close;
pub mod draft;
pub mod escalate;
pub mod found_in;
pub mod list;
pub mod marks;
pub mod no_reply;
pub mod note;
pub mod open;
pub mod presence;
pub mod preview;
pub mod read;
pub mod read_mark;
pub mod receipt;
pub mod save;
pub mod seen;
pub mod send;
pub mod staff_read;
pub mod take_over;
mod told;
pub mod unsent;
