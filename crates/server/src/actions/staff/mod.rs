//! People of the marketplace.

pub mod create;
