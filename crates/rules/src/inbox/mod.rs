//! What a seller's people put on conversations for themselves: labels, and how far each has read.
//! Nothing here changes a conversation or a deadline.

mod label;
mod read_mark;
mod view;

pub use label::{InvalidName, LABEL_MAX_CHARS, LABELS_MAX, LabelColour, LabelName};
pub use read_mark::{ReadMark, Reader, is_unread};
pub use view::{VIEW_MAX_CHARS, VIEWS_MAX, ViewName};
