//! People of the marketplace.

pub mod change;
pub mod create;
pub mod list;
pub mod reset;
