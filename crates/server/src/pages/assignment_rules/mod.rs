//! `/rules`: the rules by which a seller's conversations find somebody to answer them.

mod form;
mod pages;
mod words;

pub use pages::{change, create, delete, move_by, new, one, show, switch};
