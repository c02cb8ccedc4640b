//! What a seller's people put on conversations and keep for their lists, over the API.

mod bulk;
mod carried_labels;
mod described;
mod first_view;
mod labels;
mod read_mark;
mod seen;
mod views;

pub use bulk::post_bulk;
pub use carried_labels::{get_carried_labels, post_carried_labels};
pub use first_view::put_first_view;
pub use labels::{delete_label, get_labels, post_label, put_label};
pub use read_mark::{get_read_mark, put_read_mark};
pub use seen::get_seen;
pub use views::{delete_view, get_views, post_view, put_view};

pub(super) use described::Inbox;
