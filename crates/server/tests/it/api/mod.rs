//! The API as its callers see it, on both databases.

mod openapi;
mod reference;
mod replying;
mod world;

pub(crate) use world::{Viewers, World};
