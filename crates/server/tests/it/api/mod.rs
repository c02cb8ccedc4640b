//! The API as its callers see it, on both databases.

mod absences;
mod conversing;
mod following;
mod openapi;
mod overseeing;
mod reference;
mod replying;
mod sending_again;
mod settings;
mod world;

pub(crate) use world::World;
