//! A seller's quick replies over the API.

mod described;
mod handlers;
mod shapes;

pub(super) use described::QuickReplies;
pub use handlers::{
    delete_quick_reply, get_quick_replies, get_quick_reply, post_quick_reply, put_quick_reply,
};
