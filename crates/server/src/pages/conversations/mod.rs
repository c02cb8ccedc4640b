//! Conversations in pages: the lists of sellers and buyers, the thread, and every form in it.

pub mod ask;
mod beside;
pub mod bulk;
pub mod changes;
mod chips;
pub mod composing;
mod controls;
mod deadline_panel;
pub mod dispute;
mod entries;
mod files;
mod filter;
mod found;
pub mod held;
mod inbox;
pub mod labels;
mod list;
mod of_buyer;
pub mod open;
pub mod presence;
pub mod reading;
mod subject;
pub(super) mod submitted;
pub mod thread;
mod thread_page;
pub mod write;
mod writing;

pub(super) use chips::chip;
pub(super) use found::view as found_view;
pub use list::Asked as ListAsked;
pub use list::show as list;
pub(super) use list::snippet;
pub(super) use subject::order_view;
