//! Lists that agents save under a name.

mod keep;
mod list;
mod unread;

pub use keep::{NewView, delete, rename, save, set_first};
pub use list::{Views, list};
pub use unread::unread;
