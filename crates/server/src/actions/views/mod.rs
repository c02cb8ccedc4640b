//! Lists that agents save under a name.

mod fields;
mod keep;
mod list;
mod unread;

pub use fields::{Fields, NOBODY, tab};
pub use keep::{NewView, delete, rename, save, set_first};
pub(in crate::actions) use list::views_of;
pub use list::{Views, find, list};
pub use unread::unread;
