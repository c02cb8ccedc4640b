//! Lists of conversations: what a row shows, drawn from the conversation's own columns, page by page.

mod beside;
mod count;
mod entry;
mod of_buyer;
mod of_seller;
mod sql;

pub use beside::{about_subject, with_buyer};
pub use count::{COUNT_MAX, Counts, UNREAD_MAX, Unread, count_unread, counts};
pub(crate) use entry::read_deadline;
pub use entry::{Assigned, Entry, Filter, Seek, Tab};
pub use of_buyer::{of_buyer, of_buyer_changed};
pub use of_seller::{of_seller, of_seller_changed};
#[cfg(feature = "testing")]
pub(crate) use sql::STATEMENTS;
