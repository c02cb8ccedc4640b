//! The people of a seller, as its owners keep them.

pub mod accept;
pub mod change;
pub mod invite;
pub mod list;
